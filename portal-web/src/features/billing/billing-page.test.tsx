import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { billing, ledger } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockError, mockGet } from "@/testing/server";

test("the current plan, all plans and the balance are shown", async () => {
  open("/portal/billing");
  const list = await screen.findAllByRole("listitem", { current: true });
  expect(within(list[0] as HTMLElement).getByText("current plan")).toBeVisible();
  expect(screen.getByRole("heading", { name: "Pro" })).toBeVisible();
  expect(screen.getByText("5M")).toBeVisible();
  expect(await screen.findByText("welcome credit")).toBeVisible();
  expect(screen.getAllByText("$2.50")).toHaveLength(2);
});

test("a plan says whether its limits are shared by all organisations of a person", async () => {
  open("/portal/billing");
  const shared = /shared by all organisations on this plan that the same person created/;
  const free = await screen.findByRole("listitem", { current: true });
  expect(within(free).getByText(shared)).toBeVisible();
  expect(within(free).getAllByText(/per person/)).toHaveLength(2);
  const pro = screen.getByRole("heading", { name: "Pro" }).closest("li") as HTMLElement;
  expect(within(pro).getByText(/across all keys/)).toBeVisible();
  expect(within(pro).queryByText(shared)).toBeNull();
});

test("a prepaid plan shows the amount on hold", async () => {
  const plan = { ...billing().plan, charging: "prepaid" as const };
  mockGet("/portal/billing", billing({ plan, held_nanousd: 1_250_000_000 }));
  open("/portal/billing");
  expect(await screen.findByText("Held for running requests")).toBeVisible();
  expect(screen.getByText("$1.25")).toBeVisible();
});

test("a plan with allowances and no credit shows no amounts", async () => {
  mockGet("/portal/billing", billing({ balance_nanousd: 0 }));
  mockGet("/portal/billing/ledger", ledger([]));
  open("/portal/billing");
  expect(await screen.findByText("Billable tokens this month")).toBeVisible();
  expect(screen.queryByText("Balance")).toBeNull();
  expect(screen.queryByText(/\$/)).toBeNull();
});

test("prices are shown per model and million tokens", async () => {
  const price = { model: "oss-20b", display_name: "OSS 20B" };
  mockGet(
    "/portal/billing",
    billing({ prices: [{ ...price, input_nanousd_per_token: 50, output_nanousd_per_token: 1_200 }] }),
  );
  open("/portal/billing");
  const row = await screen.findByRole("row", { name: /oss-20b/ });
  expect(within(row).getByText("$0.05")).toBeVisible();
  expect(within(row).getByText("$1.20")).toBeVisible();
});

test("this month's tokens are shown with their quota", async () => {
  const tokens = { limit: 5_000_000, used: 165_000, month_start: "2026-11-01T00:00:00Z" };
  mockGet("/portal/billing", billing({ tokens }));
  open("/portal/billing");
  expect(await screen.findByText("165,000 of 5,000,000")).toBeVisible();
});

test("a request included in the plan is marked in the ledger", async () => {
  const [credit] = ledger().data;
  mockGet(
    "/portal/billing/ledger",
    ledger([
      {
        ...(credit as typeof credit & object),
        kind: "usage",
        amount_nanousd: 0,
        source_id: "req_1",
        reason: "",
      },
    ]),
  );
  open("/portal/billing");
  expect(await screen.findByText("Included")).toBeVisible();
  expect(screen.getByText("Request")).toBeVisible();
});

test("a ledger that fails to load does not hide the plan", async () => {
  mockError("get", "/portal/billing/ledger", 503, { code: "database_unavailable", message: "Not now." });
  open("/portal/billing");
  expect(await screen.findByText("The ledger could not be loaded")).toBeVisible();
  expect(screen.getByText("current plan")).toBeVisible();
});
