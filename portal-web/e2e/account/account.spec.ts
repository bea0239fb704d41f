import { readFile } from "node:fs/promises";
import { createKey, statusOf } from "../support/product.ts";
import { expect, test } from "../support/test.ts";

test("a user exports their data, then deletes the account and cannot sign in again", async ({
  userPage,
  account,
  consoleErrors,
}) => {
  // The rejected sign-in at the end.
  consoleErrors.expected.push(/40\d/);
  const { key } = await createKey(account, "my key");
  await userPage.goto("/portal/profile");
  await userPage.getByLabel("Name").fill("Ada");
  await userPage.getByRole("button", { name: "Save" }).click();
  await expect(userPage.getByText("Name saved.")).toBeVisible();

  const download = userPage.waitForEvent("download");
  await userPage.getByRole("button", { name: "Export your data" }).click();
  const exported = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(exported.user).toMatchObject({ email: account.email, display_name: "Ada" });
  expect(exported.api_keys).toMatchObject([{ name: "my key" }]);
  expect(JSON.stringify(exported)).not.toContain(key);

  await userPage.getByRole("button", { name: "Delete account" }).click();
  const dialog = userPage.getByRole("dialog", { name: "Delete your account?" });
  await dialog.getByRole("textbox", { name: /address/ }).fill(account.email);
  await dialog.getByLabel(/Your password/).fill("not the password");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog.getByRole("alert")).toContainText("incorrect");
  await dialog.getByLabel(/Your password/).fill(account.password);
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(userPage.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  await expect(userPage.getByText("One organisation was closed and one API key was revoked.")).toBeVisible();
  expect(await userPage.evaluate(() => localStorage.getItem("portal-session"))).toBeNull();
  await expect.poll(() => statusOf(key), { timeout: 15_000 }).toBe(401);

  await userPage.goto("/sign-in");
  await userPage.getByLabel("E-mail").fill(account.email);
  await userPage.getByLabel("Password").fill(account.password);
  await userPage.getByRole("button", { name: "Sign in" }).click();
  await expect(userPage.getByRole("alert")).toContainText("E-mail or password is incorrect.");
});
