import type { BrowserContext } from "@playwright/test";
import { siteUrl } from "./browser.ts";
import type { Account } from "./product.ts";
import { product } from "./product.ts";

/** A new session of the account, as the browser stores it. */
export async function sessionOf(account: Account): Promise<string> {
  const response = await fetch(`${product.supabase_url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: product.supabase_publishable_key, "content-type": "application/json" },
    body: JSON.stringify({ email: account.email, password: account.password }),
  });
  return response.text();
}

/** Sign in the browser by storing a session of the account. */
export async function signedIn(context: BrowserContext, account: Account): Promise<void> {
  const session = await sessionOf(account);
  const page = await context.newPage();
  // Any page of the site that runs no scripts.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(`${siteUrl}/robots.txt`);
  await page.evaluate((text) => localStorage.setItem("portal-session", text), session);
  await page.close();
}
