import { screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { API, me, organization } from "@/testing/answers";
import { open } from "@/testing/open";
import { answers, server } from "@/testing/server";

/** What is asked of the control plane from now on. */
function listen(): string[] {
  const asked: string[] = [];
  server.events.on("request:start", ({ request }) => {
    const { pathname, search } = new URL(request.url);
    if (request.url.startsWith(`${API}/portal/`)) asked.push(pathname.replace("/portal/", "") + search);
  });
  return asked;
}

afterEach(() => server.events.removeAllListeners());

test("the keys page asks for who is signed in and for the keys", async () => {
  const asked = listen();
  open("/portal/api-keys");
  const row = await screen.findByRole("row", { name: /staging/ });
  expect(within(row).getByTitle("1,234")).toBeInTheDocument();
  expect(asked.sort()).toEqual(["api-keys", "me"]);
});

test.each([
  ["", "30d"],
  ["?range=7d", "7d"],
])("the usage page%s asks for one summary and the newest requests", async (search, range) => {
  const asked = listen();
  open(`/portal/usage${search}`);
  expect(await screen.findByRole("button", { name: /receipt of req_/ })).toBeVisible();
  expect(await screen.findByText("120K")).toBeVisible();
  expect(asked.map((path) => path.replace(/^usage-events.*/, "usage-events")).sort()).toEqual([
    "me",
    "usage-events",
    `usage-summary?range=${range}`,
  ]);
});

test("the billing page asks for the plan and everything about it at once, and for the ledger", async () => {
  const asked = listen();
  open("/portal/billing");
  expect(await screen.findByText("welcome credit")).toBeVisible();
  expect(asked.sort()).toEqual(["billing", "billing/ledger?limit=20", "me"]);
});

test("a plain member's billing page does not ask for the ledger, which is not theirs to read", async () => {
  answers("/portal/me", me({ organization: organization({ kind: "team", role: "member" }) }));
  const asked = listen();
  open("/portal/billing");
  expect(await screen.findByText("your plan")).toBeVisible();
  expect(screen.queryByRole("heading", { name: "Ledger" })).toBeNull();
  expect(asked.sort()).toEqual(["billing", "me"]);
});
