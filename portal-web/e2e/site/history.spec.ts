import { createKey, recordRequests } from "../support/product.ts";
import { expect, test } from "../support/test.ts";

test("a revealed secret blocks going back, and a reload asks first", async ({ userPage }) => {
  await userPage.goto("/portal/usage");
  await userPage.getByRole("link", { name: "Create key" }).click();
  const dialog = userPage.getByRole("dialog");
  await dialog.getByLabel("Name").fill("shown once");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const secret = dialog.getByText(/^ctx_/).first();
  await expect(secret).toBeVisible();
  await expect(userPage).toHaveURL(/\/portal\/api-keys$/);

  await userPage.goBack();
  await expect(secret).toBeVisible();
  await expect(userPage).toHaveURL(/\/portal\/api-keys$/);

  const unloadDialog = userPage.waitForEvent("dialog");
  await userPage.evaluate(() => setTimeout(() => location.reload()));
  const confirmation = await unloadDialog;
  expect(confirmation.type()).toBe("beforeunload");
  await confirmation.dismiss();
  await expect(secret).toBeVisible();

  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await userPage.goBack();
  await expect(userPage).toHaveURL(/\/portal\/usage$/);
});

test("a link to a docs section scrolls to it in a tab with history", async ({ page }) => {
  for (const path of ["/portal/docs", "/sign-in", "/portal/docs#errors"]) {
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeVisible();
  }
  await expect(page.locator("#errors")).toBeInViewport();
});

test("going back from a receipt returns to the list", async ({ userPage, account }) => {
  const key = await createKey(account, "billed");
  await recordRequests(account, key.id, [{ at: new Date() }]);
  await userPage.goto("/portal/usage");
  await userPage.getByRole("button", { name: /receipt of/ }).click();
  await expect(userPage.getByRole("dialog", { name: "Request" })).toBeVisible();
  await userPage.goBack();
  await expect(userPage.getByRole("dialog")).toBeHidden();
  await expect(userPage).toHaveURL(/\/portal\/usage$/);
});
