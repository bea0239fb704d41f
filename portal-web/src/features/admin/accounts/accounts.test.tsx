import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API, ledger } from "@/testing/fixtures";
import { open } from "@/testing/open";
import {
  asOperator,
  inspectedKey,
  inspectedOrganization,
  inspectedUser,
  ORGANIZATION_ID,
} from "@/testing/operator";
import { mockError, mockGet, server } from "@/testing/server";

const ORGANIZATION = `/portal/admin/organizations/${ORGANIZATION_ID}`;

/** Let `PUT path` respond with `change`. Returns the request bodies. */
function mockPut(path: string, change: { before: string; after: string }): unknown[] {
  const sent: unknown[] = [];
  server.use(
    http.put(API + path, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ kind: "thing", id: "1", ...change });
    }),
  );
  return sent;
}

test("the organisation page shows its status, limits, members, keys, usage and ledger", async () => {
  asOperator();
  open(ORGANIZATION);
  expect(await screen.findByRole("heading", { level: 1, name: "Acme" })).toBeVisible();
  expect(screen.getByText("$1.25")).toBeVisible();
  expect(screen.getByText("165,000 of 5,000,000")).toBeVisible();
  expect(screen.getByText("123.5K")).toHaveAttribute("title", "123,456");
  expect(screen.getByRole("meter", { name: "Requests per 5 hours" })).toBeVisible();
  expect(screen.getByRole("link", { name: /customer@example.com/ })).toBeVisible();
  expect(await screen.findByRole("link", { name: "staging" })).toBeVisible();
  expect(await screen.findByText("welcome credit")).toBeVisible();
  expect(await screen.findByRole("link", { name: /req_/ })).toBeVisible();
  expect(screen.getByRole("link", { name: "History" })).toHaveAttribute(
    "href",
    `/portal/admin/audit-log?organization_id=${ORGANIZATION_ID}`,
  );
});

test("empty keys, ledger, members and requests are stated", async () => {
  asOperator();
  mockGet("/portal/admin/organizations/:id", inspectedOrganization({ members: [] }));
  mockGet("/portal/admin/organizations/:id/keys", { data: [], next_cursor: null });
  mockGet("/portal/admin/organizations/:id/ledger", ledger([]));
  mockGet("/portal/admin/request-logs", { data: [], next_cursor: null });
  open(ORGANIZATION);
  expect(await screen.findByText("No keys.")).toBeVisible();
  expect(screen.getByText("No members.")).toBeVisible();
  expect(await screen.findByText("No entries yet.")).toBeVisible();
  expect(await screen.findByText("No request logs. Logs are kept for a limited time.")).toBeVisible();
});

test("a list that fails to load does not hide the rest of the page", async () => {
  asOperator();
  const error = { code: "database_unavailable", message: "Not now." };
  mockError("get", "/portal/admin/organizations/:id/keys", 400, error);
  mockError("get", "/portal/admin/request-logs", 400, error);
  open(ORGANIZATION);
  expect(await screen.findByText("Keys could not be loaded")).toBeVisible();
  expect(await screen.findByText("Request logs could not be loaded")).toBeVisible();
  expect(screen.getByText("165,000 of 5,000,000")).toBeVisible();
});

test("disabling a key requires a reason, names the key and reports the result", async () => {
  asOperator();
  const sent = mockPut("/portal/admin/keys/:id/state", { before: "active", after: "disabled" });
  const { user } = open(ORGANIZATION);
  await user.click(await screen.findByRole("button", { name: "Disable staging" }));
  const dialog = screen.getByRole("dialog", { name: "Disable “staging”?" });
  expect(within(dialog).getByText(/Every call with ctx_4fQz…9aLm is rejected/)).toBeVisible();
  await user.click(await within(dialog).findByRole("button", { name: "Disable" }));
  expect(await within(dialog).findByText("Enter a reason.")).toBeVisible();
  expect(sent).toEqual([]);

  mockGet("/portal/admin/organizations/:id/keys", {
    data: [inspectedKey({ status: "disabled" })],
    next_cursor: null,
  });
  await user.type(within(dialog).getByLabelText("Reason"), "it leaked");
  await user.click(within(dialog).getByRole("button", { name: "Disable" }));
  expect(await screen.findByText("“staging” is disabled.")).toBeVisible();
  expect(sent).toEqual([{ state: "disabled", reason: "it leaked" }]);
  expect(await screen.findByRole("button", { name: "Enable staging" })).toBeVisible();
});

test("an action that changes nothing says so", async () => {
  asOperator();
  mockPut("/portal/admin/organizations/:id/state", { before: "suspended", after: "suspended" });
  const { user } = open(ORGANIZATION);
  await user.click(await screen.findByRole("button", { name: "Suspend" }));
  await user.type(await screen.findByLabelText("Reason"), "abuse");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Suspend" }));
  expect(await screen.findByText("“Acme” was already suspended. Nothing changed.")).toBeVisible();
});

test("a rejected action keeps the dialog open with its input", async () => {
  asOperator();
  mockError("put", "/portal/admin/users/:id/state", 409, {
    code: "conflict",
    message: "Operators cannot suspend themselves.",
    hint: "Ask another operator.",
  });
  const { user } = open("/portal/admin/users/me");
  await user.click(await screen.findByRole("button", { name: "Suspend" }));
  await user.type(await screen.findByLabelText("Reason"), "holidays");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Suspend" }));
  expect(await screen.findByText(/Operators cannot suspend themselves/)).toBeVisible();
  expect(screen.getByText("req_01TEST")).toBeVisible();
  expect(screen.getByLabelText("Reason")).toHaveValue("holidays");
});

test("a suspended user is reactivated", async () => {
  asOperator();
  mockGet(
    "/portal/admin/users/:id",
    inspectedUser({ suspended_at: "2026-11-20T10:00:00Z", organizations: [] }),
  );
  const sent = mockPut("/portal/admin/users/:id/state", { before: "suspended", after: "active" });
  const { user } = open("/portal/admin/users/u");
  expect(await screen.findByText("suspended")).toBeVisible();
  expect(screen.getByText("No organisations.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Reactivate" }));
  await user.type(await screen.findByLabelText("Reason"), "settled");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Reactivate" }));
  expect(await screen.findByText("customer@example.com is active.")).toBeVisible();
  expect(sent).toEqual([{ state: "active", reason: "settled" }]);
});

test("only plans other than the current one are offered", async () => {
  asOperator();
  const sent = mockPut("/portal/admin/organizations/:id/plan", { before: "free", after: "pro" });
  const { user } = open(ORGANIZATION);
  await user.click(await screen.findByRole("button", { name: "Change plan" }));
  const options = within(screen.getByLabelText("Plan")).getAllByRole("option");
  expect(options.map((option) => option.textContent)).toEqual(["Pro"]);
  await user.type(await screen.findByLabelText("Reason"), "upgrade");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Change plan" }));
  expect(await screen.findByText("The plan of “Acme” is pro.")).toBeVisible();
  expect(sent).toEqual([{ plan: "pro", reason: "upgrade" }]);
});

test("credit needs a valid amount, and a retry grants it only once", async () => {
  asOperator();
  const sent: { key: string | null; body: unknown }[] = [];
  server.use(
    http.post(`${API}/portal/admin/organizations/:id/credits`, async ({ request }) => {
      sent.push({ key: request.headers.get("idempotency-key"), body: await request.json() });
      return sent.length === 1
        ? HttpResponse.error()
        : HttpResponse.json(
            { id: 1, created_at: "2026-11-20T10:00:00Z", balance_nanousd: 3_750_000_000 },
            { status: 201 },
          );
    }),
  );
  const { user } = open(ORGANIZATION);
  await user.click(await screen.findByRole("button", { name: "Grant credit" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(await dialog.findByLabelText("Reason"), "sorry");
  for (const invalid of ["0", "-5", "1e3", "1000001"]) {
    await user.clear(dialog.getByLabelText("Amount in US dollars"));
    await user.type(await dialog.findByLabelText("Amount in US dollars"), invalid);
    await user.click(dialog.getByRole("button", { name: "Grant credit" }));
    expect(await dialog.findByText(/Enter an amount above 0/)).toBeVisible();
  }
  await user.clear(dialog.getByLabelText("Amount in US dollars"));
  await user.type(await dialog.findByLabelText("Amount in US dollars"), "2.50");
  await user.click(dialog.getByRole("button", { name: "Grant credit" }));
  expect(await dialog.findByText(/cannot be reached/)).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Grant credit" }));
  expect(await screen.findByText("Granted $2.50 to “Acme”. The balance is now $3.75.")).toBeVisible();
  expect(sent.map(({ body }) => body)).toEqual([
    { amount_nanousd: 2_500_000_000, reason: "sorry" },
    { amount_nanousd: 2_500_000_000, reason: "sorry" },
  ]);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
});

test("a key page lists its requests, and a revoked key has no actions", async () => {
  asOperator();
  const { unmount } = open("/portal/admin/keys/k");
  expect(await screen.findByRole("heading", { level: 1, name: "staging" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Disable" })).toBeVisible();
  expect(await screen.findByRole("link", { name: /req_/ })).toBeVisible();
  unmount();
  mockGet("/portal/admin/keys/:id", inspectedKey({ status: "revoked", revoked_at: "2026-11-20T10:00:00Z" }));
  open("/portal/admin/keys/k");
  expect(await screen.findByText("revoked")).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("button", { name: /able$/ })).not.toBeInTheDocument());
});
