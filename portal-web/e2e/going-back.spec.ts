import { createKey, recordRequests } from "./product.ts";
import { expect, test } from "./test.ts";

test("a secret that is shown stays through going back, and a reload asks first", async ({ visitor }) => {
  await visitor.goto("/portal/usage");
  await visitor.getByRole("link", { name: "Create key" }).click();
  const dialog = visitor.getByRole("dialog");
  await dialog.getByLabel("Name").fill("shown once");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const secret = dialog.getByText(/^ctx_/).first();
  await expect(secret).toBeVisible();
  await expect(visitor).toHaveURL(/\/portal\/api-keys$/);

  await visitor.goBack();
  await expect(secret).toBeVisible();
  await expect(visitor).toHaveURL(/\/portal\/api-keys$/);

  const asked = visitor.waitForEvent("dialog");
  await visitor.evaluate(() => setTimeout(() => location.reload()));
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await expect(secret).toBeVisible();

  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await visitor.goBack();
  await expect(visitor).toHaveURL(/\/portal\/usage$/);
});

test("a link into the docs lands there in a tab that was used before", async ({ page }) => {
  for (const path of ["/portal/docs", "/sign-in", "/portal/docs#errors"]) {
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeVisible();
  }
  await expect(page.locator("#errors")).toBeInViewport();
});

test("going back from a receipt leads to the list it was opened from", async ({ visitor, account }) => {
  const key = await createKey(account, "billed");
  await recordRequests(account, key.id, [{ at: new Date() }]);
  await visitor.goto("/portal/usage");
  await visitor.getByRole("button", { name: /receipt of/ }).click();
  await expect(visitor.getByRole("dialog", { name: "Request" })).toBeVisible();
  await visitor.goBack();
  await expect(visitor.getByRole("dialog")).toBeHidden();
  await expect(visitor).toHaveURL(/\/portal\/usage$/);
});
