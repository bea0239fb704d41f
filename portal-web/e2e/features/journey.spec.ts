import { statusOf } from "../support/product.ts";
import { browserState, expect, test } from "../support/test.ts";

test("from sign-up to the first streamed call, its receipt, and a revoked key", async ({
  page,
  consoleErrors,
}) => {
  // The last call is rejected, which Chromium logs as a failed request.
  consoleErrors.expected.push(/401/);
  await page.goto("/");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill("Grace");
  await page.getByLabel("E-mail").fill(`grace-${Date.now()}@example.com`);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();

  await expect(page.getByText("Make your first call in three steps")).toBeVisible();
  await page.getByRole("link", { name: "Create key" }).click();
  await page.getByLabel("Name").fill("first key");
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();

  const reveal = page.getByRole("dialog", { name: "Save your key" });
  const secret = (await reveal.locator("code[translate=no]").textContent()) ?? "";
  expect(secret).toMatch(/^ctx_\w{20,}$/);
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  await expect(reveal).toBeVisible();
  await reveal.getByRole("checkbox").check();
  await reveal.getByRole("button", { name: "Try it in the playground" }).click();

  await expect(page.getByRole("heading", { name: "Playground" })).toBeVisible();
  expect(await browserState(page)).not.toContain(secret);
  await page.getByLabel("Message", { exact: true }).fill("Tell me about the sea.");
  await page.getByRole("button", { name: "Send" }).click();
  const log = page.getByRole("log");
  await expect(log).toContainText("Model");
  await expect(log).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
  await expect(page.getByText(/tokens\/s/)).toBeVisible();
  const requestId =
    (await page
      .getByText(/^req_\w+$/)
      .first()
      .textContent()) ?? "";
  expect(await browserState(page)).not.toContain(secret);

  await page.getByRole("link", { name: "Usage", exact: true }).click();
  await expect(page.getByText("You are set up")).toBeHidden();
  await page.getByRole("button", { name: `receipt of ${requestId}` }).click({ timeout: 30_000 });
  const receipt = page.getByRole("dialog", { name: "Request" });
  await expect(receipt).toContainText("The response was delivered completely.");
  await expect(receipt).toContainText("first key");
  await receipt.getByRole("button", { name: "Close" }).click();

  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByRole("button", { name: "Revoke first key" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("“first key” is revoked.")).toBeVisible();
  await expect(page.getByText("No active keys")).toBeVisible();
  await expect.poll(() => statusOf(secret), { timeout: 15_000 }).toBe(401);

  await page.getByRole("link", { name: "Playground" }).click();
  await page.getByLabel("Message", { exact: true }).fill("Still there?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert")).toContainText("The API key is not valid.");
  await expect(page.getByRole("alert").getByRole("link", { name: "invalid_api_key" })).toBeVisible();
});
