import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { billing, ledger } from "@/testing/answers";
import { open } from "@/testing/open";
import { answers, fails } from "@/testing/server";

test("the plan in force, the others beside it, and the money", async () => {
  open("/portal/billing");
  const list = await screen.findAllByRole("listitem", { current: true });
  expect(within(list[0] as HTMLElement).getByText("your plan")).toBeVisible();
  expect(screen.getByRole("heading", { name: "Pro" })).toBeVisible();
  expect(screen.getByText("5M")).toBeVisible();
  expect(await screen.findByText("welcome credit")).toBeVisible();
  expect(screen.getAllByText("$2.50")).toHaveLength(2);
});

test("a prepaid plan shows what is held of the balance", async () => {
  const plan = { ...billing().plan, charging: "prepaid" as const };
  answers("/portal/billing", billing({ plan, held_nanousd: 1_250_000_000 }));
  open("/portal/billing");
  expect(await screen.findByText("Held for requests under way")).toBeVisible();
  expect(screen.getByText("$1.25")).toBeVisible();
});

test("an allowance without credit shows no money", async () => {
  answers("/portal/billing", billing({ balance_nanousd: 0 }));
  answers("/portal/billing/ledger", ledger([]));
  open("/portal/billing");
  expect(await screen.findByText("Tokens that count this month")).toBeVisible();
  expect(screen.queryByText("Balance")).toBeNull();
  expect(screen.queryByText(/\$/)).toBeNull();
});

test("what a million tokens cost is shown for each model", async () => {
  const price = { model: "oss-20b", display_name: "OSS 20B" };
  answers(
    "/portal/billing",
    billing({ prices: [{ ...price, input_nanousd_per_token: 50, output_nanousd_per_token: 1_200 }] }),
  );
  open("/portal/billing");
  const row = await screen.findByRole("row", { name: /oss-20b/ });
  expect(within(row).getByText("$0.05")).toBeVisible();
  expect(within(row).getByText("$1.20")).toBeVisible();
});

test("a month's tokens stand beside their quota", async () => {
  const tokens = { limit: 5_000_000, used: 165_000, month_start: "2026-11-01T00:00:00Z" };
  answers("/portal/billing", billing({ tokens }));
  open("/portal/billing");
  expect(await screen.findByText("165,000 of 5,000,000")).toBeVisible();
});

test("a request that the plan includes is in the ledger as that", async () => {
  const [credit] = ledger().data;
  answers(
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

test("a ledger that fails leaves the plan to read", async () => {
  fails("get", "/portal/billing/ledger", 503, { code: "database_unavailable", message: "Not now." });
  open("/portal/billing");
  expect(await screen.findByText("The ledger could not be loaded")).toBeVisible();
  expect(screen.getByText("your plan")).toBeVisible();
});
