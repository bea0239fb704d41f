import { type Account, newAccount, product } from "../support/product.ts";
import { signedIn } from "../support/session.ts";
import { expect, test } from "../support/test.ts";

/** Expire the session: revoke its refresh token at the server, and set its access token's expiry to the past. */
async function expire(account: Account, page: import("@playwright/test").Page) {
  const token = await page.evaluate(
    () => JSON.parse(localStorage.getItem("portal-session") ?? "{}").access_token,
  );
  const response = await fetch(`${product.supabase_url}/auth/v1/logout?scope=global`, {
    method: "POST",
    headers: { apikey: product.supabase_publishable_key, authorization: `Bearer ${token}` },
  });
  expect(response.ok, `signing out ${account.email}`).toBe(true);
  await page.evaluate(() => {
    const session = JSON.parse(localStorage.getItem("portal-session") ?? "{}");
    localStorage.setItem("portal-session", JSON.stringify({ ...session, expires_at: 1 }));
  });
}

test("a session that expires in the middle of a form is resumed there", async ({
  userPage,
  account,
  consoleErrors,
}) => {
  consoleErrors.expected.push(/40\d/);
  await userPage.goto("/portal/api-keys?create=1");
  await userPage.getByLabel("Name").fill("typed before expiry");
  await expire(account, userPage);
  await userPage.getByRole("dialog").getByRole("button", { name: "Create key" }).click();

  const again = userPage.getByRole("dialog", { name: "Your session has expired" });
  await expect(again.getByLabel("E-mail")).toHaveValue(account.email);
  await again.getByLabel("Password").fill(account.password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(userPage.getByText("“typed before expiry” is ready.", { exact: false })).toBeVisible();
});

test("sign-in leads to the requested page, and never to another site", async ({ page, account }) => {
  await page.goto("/portal/usage?range=7d");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/usage\?range=7d$/);
  await page.goto("/sign-in?next=https://example.com/");
  await expect(page).toHaveURL(/\/portal\/usage$/);
});

test("a wrong password is reported, and the address is kept", async ({ page, account, consoleErrors }) => {
  consoleErrors.expected.push(/400/);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("E-mail or password is incorrect.");
  await expect(page.getByLabel("E-mail")).toHaveValue(account.email);
});

test("signing out in one tab expires the session in the other", async ({ userPage, context }) => {
  await userPage.goto("/portal/profile");
  const other = await context.newPage();
  await other.goto("/portal/usage");
  await expect(other.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();
  await userPage.getByRole("button", { name: "Sign out here" }).click();
  await expect(userPage).toHaveURL(/\/sign-in/);
  await expect(other.getByRole("dialog", { name: "Your session has expired" })).toBeVisible();
});

test("signing out everywhere ends the session at the server", async ({ userPage, account }) => {
  await userPage.goto("/portal/profile");
  const refreshToken = await userPage.evaluate(
    () => JSON.parse(localStorage.getItem("portal-session") ?? "{}").refresh_token,
  );
  await userPage.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(userPage).toHaveURL(/\/sign-in/);
  const refresh = await fetch(`${product.supabase_url}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { apikey: product.supabase_publishable_key, "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: refreshToken }),
  });
  expect(refresh.ok, `refreshing ${account.email}`).toBe(false);
});

test("two tenants see only their own keys", async ({ browser, userPage, account }) => {
  const other = await newAccount("neighbour");
  const theirs = await browser.newContext();
  await signedIn(theirs, other);
  const neighbour = await theirs.newPage();
  for (const [page, name] of [
    [userPage, "mine alone"],
    [neighbour, "theirs alone"],
  ] as const) {
    await page.goto("/portal/api-keys?create=1");
    await page.getByLabel("Name").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
    await page.getByRole("checkbox", { name: /I have saved/ }).check();
    await page.getByRole("button", { name: "Done" }).click();
  }
  await userPage.reload();
  await neighbour.reload();
  await expect(userPage.getByRole("row", { name: /mine alone/ })).toBeVisible();
  await expect(userPage.getByText("theirs alone")).toHaveCount(0);
  await expect(neighbour.getByRole("row", { name: /theirs alone/ })).toBeVisible();
  await expect(neighbour.getByText("mine alone")).toHaveCount(0);

  // Another user in the same browser sees no data of the previous one.
  await userPage.goto("/portal/profile");
  await userPage.getByRole("button", { name: "Sign out here" }).click();
  await userPage.getByLabel("E-mail").fill(other.email);
  await userPage.getByLabel("Password").fill(other.password);
  await userPage.getByRole("button", { name: "Sign in" }).click();
  await userPage.getByRole("link", { name: "API keys" }).click();
  await expect(userPage.getByRole("row", { name: /theirs alone/ })).toBeVisible();
  await expect(userPage.getByText("mine alone")).toHaveCount(0);
  expect(await userPage.locator("body").textContent()).not.toContain(account.email);
  await theirs.close();
});
