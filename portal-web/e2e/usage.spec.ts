import type { Response } from "@playwright/test";
import { createKey, product, recordRequests } from "./product.ts";
import { expect, test } from "./test.ts";

const HOUR_MS = 3_600_000;

test("requests are filtered, a span chosen, a receipt linked to, all by the address", async ({
  visitor,
  account,
}) => {
  const key = await createKey(account, "one");
  const now = Date.now();
  await recordRequests(account, key.id, [
    { at: new Date(now - HOUR_MS), model: "oss-20b" },
    { at: new Date(now - 2 * HOUR_MS), model: "gemma-4-26b", ending: "deadline", status: 504 },
    { at: new Date(now - 60 * 24 * HOUR_MS), model: "oss-20b" },
  ]);
  const receipts = visitor.getByRole("button", { name: /receipt of/ });
  await visitor.goto("/portal/usage");
  await expect(receipts).toHaveCount(2);
  await visitor.getByLabel("Status").selectOption("Timed out");
  await expect(receipts).toHaveCount(1);
  await expect(visitor).toHaveURL(/\?status=deadline$/);
  await receipts.click();
  const receipt = visitor.getByRole("dialog", { name: "Request" });
  await expect(receipt).toContainText("It took longer than a request may.");

  await visitor.goto(visitor.url());
  await expect(receipt).toContainText("gemma-4-26b");
  await receipt.getByRole("button", { name: "Close" }).click();
  await visitor.getByLabel("Model").selectOption("oss-20b");
  await expect(visitor.getByText("No such requests")).toBeVisible();
  await visitor.getByRole("button", { name: "Clear filters" }).click();
  await expect(receipts).toHaveCount(2);

  await visitor.getByRole("radio", { name: "Custom" }).click();
  await visitor.getByLabel("First day").fill(new Date(now - 70 * 24 * HOUR_MS).toISOString().slice(0, 10));
  await expect(receipts).toHaveCount(3);
  await expect(visitor.getByRole("region", { name: "Totals" })).toContainText("3");
});

test("what is asked for again and has not changed is not sent again", async ({ visitor, account }) => {
  const key = await createKey(account, "one");
  await recordRequests(account, key.id, [{ at: new Date(Date.now() - 30 * 24 * HOUR_MS) }]);
  const seen: string[] = [];
  visitor.on("response", (answer: Response) => {
    if (answer.request().method() === "GET" && answer.url().startsWith(`${product.api_url}/portal/`)) {
      seen.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    }
  });
  await visitor.goto("/portal/usage?range=24h");
  await expect(visitor.getByText("No requests in this range").first()).toBeVisible();
  for (const path of ["/portal/usage-events", "/portal/usage-summary"]) {
    await expect.poll(() => seen, { timeout: 30_000 }).toContain(`304 ${path}`);
    expect(seen.indexOf(`200 ${path}`)).toBeLessThan(seen.indexOf(`304 ${path}`));
  }
  await expect(visitor.getByText("No requests in this range").first()).toBeVisible();
});
