import type { BrowserContext } from "@playwright/test";
import { siteUrl } from "./browser.ts";
import type { Account } from "./product.ts";
import { product } from "./product.ts";

/** A new session of the account, as the browser keeps it. */
export async function sessionOf(account: Account): Promise<string> {
  const answer = await fetch(`${product.supabase_url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: product.supabase_publishable_key, "content-type": "application/json" },
    body: JSON.stringify({ email: account.email, password: account.password }),
  });
  return answer.text();
}

/** Put the account's session into the browser, as a sign-in on an earlier visit left it there. */
export async function signedIn(context: BrowserContext, account: Account): Promise<void> {
  const session = await sessionOf(account);
  const page = await context.newPage();
  // Any page of the site will do that does nothing by itself.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(`${siteUrl}/robots.txt`);
  await page.evaluate((text) => localStorage.setItem("portal-session", text), session);
  await page.close();
}
