import { screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { API, me, organization } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockGet, server } from "@/testing/server";

/** Record the requests to the control plane from now on. */
function recordRequests(): string[] {
  const requested: string[] = [];
  server.events.on("request:start", ({ request }) => {
    const { pathname, search } = new URL(request.url);
    if (request.url.startsWith(`${API}/portal/`)) requested.push(pathname.replace("/portal/", "") + search);
  });
  return requested;
}

afterEach(() => server.events.removeAllListeners());

test("the keys page requests the account and the keys", async () => {
  const requested = recordRequests();
  open("/portal/api-keys");
  const row = await screen.findByRole("row", { name: /staging/ });
  expect(within(row).getByTitle("1,234")).toBeInTheDocument();
  expect(requested.sort()).toEqual(["api-keys", "me"]);
});

test.each([
  ["", "30d"],
  ["?range=7d", "7d"],
])("the usage page%s requests one summary and the newest requests", async (search, range) => {
  const requested = recordRequests();
  open(`/portal/usage${search}`);
  expect(await screen.findByRole("button", { name: /receipt of req_/ })).toBeVisible();
  expect(await screen.findByText("120K")).toBeVisible();
  expect(requested.map((path) => path.replace(/^usage-events.*/, "usage-events")).sort()).toEqual([
    "me",
    "usage-events",
    `usage-summary?range=${range}`,
  ]);
});

test("the billing page requests billing and the ledger, once each", async () => {
  const requested = recordRequests();
  open("/portal/billing");
  expect(await screen.findByText("welcome credit")).toBeVisible();
  expect(requested.sort()).toEqual(["billing", "billing/ledger?limit=20", "me"]);
});

test("the billing page of a member does not request the ledger", async () => {
  mockGet("/portal/me", me({ organization: organization({ kind: "team", role: "member" }) }));
  const requested = recordRequests();
  open("/portal/billing");
  expect(await screen.findByText("current plan")).toBeVisible();
  expect(screen.queryByRole("heading", { name: "Ledger" })).toBeNull();
  expect(requested.sort()).toEqual(["billing", "me"]);
});
