import { type Account, newAccount, product } from "./product.ts";
import { signedIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

/** The session is over: its refresh token at the server, its access token by the clock. */
async function expire(account: Account, page: import("@playwright/test").Page) {
  const token = await page.evaluate(
    () => JSON.parse(localStorage.getItem("portal-session") ?? "{}").access_token,
  );
  const ended = await fetch(`${product.supabase_url}/auth/v1/logout?scope=global`, {
    method: "POST",
    headers: { apikey: product.supabase_publishable_key, authorization: `Bearer ${token}` },
  });
  expect(ended.ok, `signing out ${account.email}`).toBe(true);
  await page.evaluate(() => {
    const session = JSON.parse(localStorage.getItem("portal-session") ?? "{}");
    localStorage.setItem("portal-session", JSON.stringify({ ...session, expires_at: 1 }));
  });
}

test("a session that ends in the middle of a form is resumed there", async ({
  visitor,
  account,
  complaints,
}) => {
  complaints.expected.push(/40\d/);
  await visitor.goto("/portal/api-keys?create=1");
  await visitor.getByLabel("Name").fill("typed before it ended");
  await expire(account, visitor);
  await visitor.getByRole("dialog").getByRole("button", { name: "Create key" }).click();

  const again = visitor.getByRole("dialog", { name: "Your session has ended" });
  await expect(again.getByLabel("E-mail")).toHaveValue(account.email);
  await again.getByLabel("Password").fill(account.password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByText("“typed before it ended” is ready.", { exact: false })).toBeVisible();
});

test("signing in leads to the page that was asked for, and never elsewhere", async ({ page, account }) => {
  await page.goto("/portal/usage?range=7d");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/usage\?range=7d$/);
  await page.goto("/sign-in?next=https://example.com/");
  await expect(page).toHaveURL(/\/portal\/usage$/);
});

test("a wrong password says so and keeps the address", async ({ page, account, complaints }) => {
  complaints.expected.push(/400/);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("E-mail or password is not right.");
  await expect(page.getByLabel("E-mail")).toHaveValue(account.email);
});

test("signing out in one tab is noticed in the other", async ({ visitor, context }) => {
  await visitor.goto("/portal/profile");
  const other = await context.newPage();
  await other.goto("/portal/usage");
  await expect(other.getByRole("heading", { name: "Usage", exact: true })).toBeVisible();
  await visitor.getByRole("button", { name: "Sign out here" }).click();
  await expect(visitor).toHaveURL(/\/sign-in/);
  await expect(other.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
});

test("signing out everywhere ends the session at the server", async ({ visitor, account }) => {
  await visitor.goto("/portal/profile");
  const refreshToken = await visitor.evaluate(
    () => JSON.parse(localStorage.getItem("portal-session") ?? "{}").refresh_token,
  );
  await visitor.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(visitor).toHaveURL(/\/sign-in/);
  const refresh = await fetch(`${product.supabase_url}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { apikey: product.supabase_publishable_key, "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: refreshToken }),
  });
  expect(refresh.ok, `refreshing ${account.email}`).toBe(false);
});

test("two tenants side by side see their own", async ({ browser, visitor, account }) => {
  const other = await newAccount("neighbour");
  const theirs = await browser.newContext();
  await signedIn(theirs, other);
  const neighbour = await theirs.newPage();
  for (const [page, name] of [
    [visitor, "mine alone"],
    [neighbour, "theirs alone"],
  ] as const) {
    await page.goto("/portal/api-keys?create=1");
    await page.getByLabel("Name").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
    await page.getByRole("checkbox", { name: /I have saved/ }).check();
    await page.getByRole("button", { name: "Done" }).click();
  }
  await visitor.reload();
  await neighbour.reload();
  await expect(visitor.getByRole("row", { name: /mine alone/ })).toBeVisible();
  await expect(visitor.getByText("theirs alone")).toHaveCount(0);
  await expect(neighbour.getByRole("row", { name: /theirs alone/ })).toBeVisible();
  await expect(neighbour.getByText("mine alone")).toHaveCount(0);

  // Another person in the same browser sees nothing of the one before.
  await visitor.goto("/portal/profile");
  await visitor.getByRole("button", { name: "Sign out here" }).click();
  await visitor.getByLabel("E-mail").fill(other.email);
  await visitor.getByLabel("Password").fill(other.password);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await visitor.getByRole("link", { name: "API keys" }).click();
  await expect(visitor.getByRole("row", { name: /theirs alone/ })).toBeVisible();
  await expect(visitor.getByText("mine alone")).toHaveCount(0);
  expect(await visitor.locator("body").textContent()).not.toContain(account.email);
  await theirs.close();
});
