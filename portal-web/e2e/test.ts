import { test as base, expect, type Page } from "@playwright/test";
import { type Account, newAccount } from "./product.ts";
import { signedIn } from "./sign-in.ts";

export { expect };

/**
 * A machine that is busy with other tests may keep the embedded database longer than the API waits for it. The
 * page asks again; one that showed the failure instead would fail its test.
 */
const BUSY = /status of 503 \(Service Unavailable\) \(http:\/\/127\.0\.0\.1:\d+\/portal\//;

/**
 * Tests of the site. `complaints` is what the browser complained about: errors on the console, uncaught
 * exceptions, violations of the content security policy. There must be none, unless a test expects them by
 * `expected`.
 */
export const test = base.extend<{
  complaints: { expected: RegExp[] };
  account: Account;
  visitor: Page;
}>({
  complaints: [
    async ({ context }, use) => {
      const heard: string[] = [];
      const complaints: { expected: RegExp[] } = { expected: [BUSY] };
      const listen = (page: Page) => {
        page.on("pageerror", (error) => heard.push(`uncaught: ${error.message}`));
        page.on("console", (message) => {
          if (message.type() === "error") heard.push(`${message.text()} (${message.location().url})`);
        });
      };
      context.on("page", listen);
      await context.addInitScript(() =>
        document.addEventListener("securitypolicyviolation", (event) =>
          console.error(`security policy: ${event.violatedDirective} ${event.blockedURI}`),
        ),
      );
      await use(complaints);
      expect(heard.filter((text) => !complaints.expected.some((pattern) => pattern.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
  /** Somebody new, on the free plan. */
  account: async ({ complaints: _ }, use) => use(await newAccount()),
  /** A page signed in as that account. */
  visitor: async ({ context, page, account }, use) => {
    await signedIn(context, account);
    await use(page);
  },
});

/** Hold back what is asked for at addresses like this, until the function that is returned is called. */
export async function hold(page: Page, like: string | RegExp): Promise<() => void> {
  let send = () => {};
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  await page.route(like, async (route) => {
    await sent;
    await route.continue();
  });
  return send;
}

/** Everything of the document and of the browser's storage, to look for what must not be there. */
export async function everythingKept(page: Page): Promise<string> {
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
