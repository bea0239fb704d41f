import { readFile } from "node:fs/promises";
import { createKey, statusOf } from "./product.ts";
import { expect, test } from "./test.ts";

test("somebody takes their data along, then deletes the account and cannot come back to it", async ({
  visitor,
  account,
  complaints,
}) => {
  // The refused sign-in at the end.
  complaints.expected.push(/40\d/);
  const { key } = await createKey(account, "left behind");
  await visitor.goto("/portal/profile");
  await visitor.getByLabel("Name").fill("Ada");
  await visitor.getByRole("button", { name: "Save" }).click();
  await expect(visitor.getByText("Your name is saved.")).toBeVisible();

  const download = visitor.waitForEvent("download");
  await visitor.getByRole("button", { name: "Export" }).click();
  const taken = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(taken.user).toMatchObject({ email: account.email, display_name: "Ada" });
  expect(taken.api_keys).toMatchObject([{ name: "left behind" }]);
  expect(JSON.stringify(taken)).not.toContain(key);

  await visitor.getByRole("button", { name: "Delete account" }).click();
  const dialog = visitor.getByRole("dialog", { name: "Delete your account?" });
  await dialog.getByRole("textbox").fill(account.email);
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(visitor.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  await expect(visitor.getByText("One organisation is closed and one API key is revoked.")).toBeVisible();
  expect(await visitor.evaluate(() => localStorage.getItem("portal-session"))).toBeNull();
  await expect.poll(() => statusOf(key), { timeout: 15_000 }).toBe(401);

  await visitor.goto("/sign-in");
  await visitor.getByLabel("E-mail").fill(account.email);
  await visitor.getByLabel("Password").fill(account.password);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByRole("alert")).toContainText("E-mail or password is not right.");
});
