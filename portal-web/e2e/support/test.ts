import { test as base, expect, type Page } from "@playwright/test";
import { type Account, newAccount } from "./product.ts";
import { signedIn } from "./session.ts";

export { expect };

/**
 * On a machine busy with other tests, the embedded database may time out. The page retries; if it showed the error
 * instead, its test would fail.
 */
const BUSY = /status of 503 \(Service Unavailable\) \(http:\/\/127\.0\.0\.1:\d+\/portal\//;

/**
 * Tests of the site. `consoleErrors` collects errors on the console, uncaught exceptions and violations of the
 * content security policy. A test fails if there are any that do not match `expected`.
 */
export const test = base.extend<{
  consoleErrors: { expected: RegExp[] };
  account: Account;
  userPage: Page;
}>({
  consoleErrors: [
    async ({ context }, use) => {
      const logged: string[] = [];
      const consoleErrors: { expected: RegExp[] } = { expected: [BUSY] };
      const listen = (page: Page) => {
        page.on("pageerror", (error) => logged.push(`uncaught: ${error.message}`));
        page.on("console", (message) => {
          if (message.type() === "error") logged.push(`${message.text()} (${message.location().url})`);
        });
      };
      context.on("page", listen);
      await context.addInitScript(() =>
        document.addEventListener("securitypolicyviolation", (event) =>
          console.error(`security policy: ${event.violatedDirective} ${event.blockedURI}`),
        ),
      );
      await use(consoleErrors);
      expect(logged.filter((text) => !consoleErrors.expected.some((pattern) => pattern.test(text)))).toEqual(
        [],
      );
    },
    { auto: true },
  ],
  /** A new account on the free plan. */
  account: async ({ consoleErrors: _ }, use) => use(await newAccount()),
  /** A page that is signed in to that account. */
  userPage: async ({ context, page, account }, use) => {
    await signedIn(context, account);
    await use(page);
  },
});

/** Block requests to matching URLs until the returned function is called. */
export async function holdRequests(page: Page, url: string | RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(url, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** The whole document and the browser's storage as text, to check that a secret is not in it. */
export async function browserState(page: Page): Promise<string> {
  return page.evaluate(() => {
    const values = [...document.querySelectorAll("input, textarea")].map(
      (field) => (field as HTMLInputElement).value,
    );
    return JSON.stringify([
      document.documentElement.outerHTML,
      values,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      history.state,
      location.href,
      performance.getEntriesByType("resource").map(({ name }) => name),
    ]);
  });
}
