import { expect, test } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { type Browser, launch } from "puppeteer-core";
import { chromium, siteUrl } from "../support/browser.ts";
import { demoAccount } from "../support/product.ts";
import { sessionOf } from "../support/session.ts";

/** Path, and whether the user is signed in. */
const PAGES = [
  ["/sign-in", false],
  ["/portal/usage", true],
  ["/portal/api-keys", true],
  ["/portal/docs", false],
] as const;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** Minimum score in each category, out of 100. */
const MIN_SCORE = 95;

let browser: Browser;
test.beforeAll(async () => {
  browser = await launch({ executablePath: chromium.executablePath ?? "", args: [...(chromium.args ?? [])] });
});
test.afterAll(() => browser.close());

test("lighthouse", async () => {
  const session = await sessionOf(await demoAccount());
  console.log(`${"page".padEnd(20)} ${CATEGORIES.map((name) => name.padStart(15)).join("")}`);
  for (const [path, isSignedIn] of PAGES) {
    const scores = await scoresOf(path, isSignedIn ? session : null);
    console.log(
      `${path.padEnd(20)} ${CATEGORIES.map((name) => String(scores[name]?.score).padStart(15)).join("")}`,
    );
    for (const [name, { score, lost }] of Object.entries(scores)) {
      expect.soft(score, `${path}: ${name}; lost by ${lost.join(", ")}`).toBeGreaterThanOrEqual(MIN_SCORE);
    }
  }
});

async function scoresOf(path: string, session: string | null) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  if (session !== null) {
    await page.evaluateOnNewDocument((text) => localStorage.setItem("portal-session", text), session);
  }
  const flags = { onlyCategories: CATEGORIES, disableStorageReset: true };
  const result = await lighthouse(siteUrl + path, flags, desktopConfig, page);
  await context.close();
  if (!result) throw new Error(`Lighthouse returned no result for ${path}.`);
  const { categories, audits } = result.lhr;
  return Object.fromEntries(
    Object.entries(categories).map(([name, { score, auditRefs }]) => [
      name,
      {
        score: Math.round((score ?? 0) * 100),
        lost: auditRefs
          .filter(
            ({ id, weight }) => (weight > 0 && (audits[id]?.score ?? 1) < 0.9) || audits[id]?.errorMessage,
          )
          .map(
            ({ id }) =>
              `${id} (${audits[id]?.errorMessage ?? audits[id]?.displayValue ?? audits[id]?.title})`,
          ),
      },
    ]),
  );
}
