import type { Response } from "@playwright/test";
import { createKey, product, recordRequests } from "../support/product.ts";
import { expect, test } from "../support/test.ts";

const HOUR_MS = 3_600_000;

test("filters, range and receipt are in the URL", async ({ userPage, account }) => {
  const key = await createKey(account, "one");
  const now = Date.now();
  await recordRequests(account, key.id, [
    { at: new Date(now - HOUR_MS), model: "oss-20b" },
    { at: new Date(now - 2 * HOUR_MS), model: "gemma-4-26b", outcome: "deadline", status: 504 },
    { at: new Date(now - 60 * 24 * HOUR_MS), model: "oss-20b" },
  ]);
  const receipts = userPage.getByRole("button", { name: /receipt of/ });
  await userPage.goto("/portal/usage");
  await expect(receipts).toHaveCount(2);
  await userPage.getByLabel("Status").selectOption("Timed out");
  await expect(receipts).toHaveCount(1);
  await expect(userPage).toHaveURL(/\?status=deadline$/);
  await receipts.click();
  const receipt = userPage.getByRole("dialog", { name: "Request" });
  await expect(receipt).toContainText("The request exceeded the time limit.");

  await userPage.goto(userPage.url());
  await expect(receipt).toContainText("gemma-4-26b");
  await receipt.getByRole("button", { name: "Close" }).click();
  await userPage.getByLabel("Model").selectOption("oss-20b");
  await expect(userPage.getByText("No matching requests")).toBeVisible();
  await userPage.getByRole("button", { name: "Clear filters" }).click();
  await expect(receipts).toHaveCount(2);

  await userPage.getByRole("radio", { name: "Custom" }).click();
  await userPage.getByLabel("Start date").fill(new Date(now - 70 * 24 * HOUR_MS).toISOString().slice(0, 10));
  await expect(receipts).toHaveCount(3);
  await expect(userPage.getByRole("region", { name: "Totals" })).toContainText("3");
});

test("an unchanged poll is answered with 304", async ({ userPage, account }) => {
  // The page polls every 20 seconds, and an answer changes when a window's reset moves: allow several polls.
  test.setTimeout(180_000);
  const key = await createKey(account, "one");
  await recordRequests(account, key.id, [{ at: new Date(Date.now() - 30 * 24 * HOUR_MS) }]);
  const seen: string[] = [];
  userPage.on("response", (response: Response) => {
    if (response.request().method() === "GET" && response.url().startsWith(`${product.api_url}/portal/`)) {
      seen.push(`${response.status()} ${new URL(response.url()).pathname}`);
    }
  });
  await userPage.goto("/portal/usage?range=24h");
  await expect(userPage.getByText("No requests in this range").first()).toBeVisible();
  for (const path of ["/portal/usage-events", "/portal/usage-summary"]) {
    await expect.poll(() => seen, { timeout: 80_000 }).toContain(`304 ${path}`);
    expect(seen.indexOf(`200 ${path}`)).toBeLessThan(seen.indexOf(`304 ${path}`));
  }
  await expect(userPage.getByText("No requests in this range").first()).toBeVisible();
});
