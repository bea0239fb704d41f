import { resolve } from "node:path";
import { type Browser, type BrowserContext, test } from "@playwright/test";
import { type Account, demoAccount, product } from "../support/product.ts";
import { signedIn } from "../support/session.ts";
import { type SeedData, seedProduct } from "./seed.ts";
import { openPage, type Shot, shotsOf } from "./shots.ts";

const FOLDER = resolve(import.meta.dirname, "../../screenshots");
const ONLY = process.env.ONLY?.split(",");

const VIEWS = [
  { name: "desktop", viewport: { width: 1360, height: 900 }, isMobile: false },
  { name: "phone", viewport: { width: 360, height: 780 }, isMobile: true },
] as const;
const SCHEMES = ["light", "dark"] as const;

let seed: SeedData;
test.beforeAll(async () => {
  seed = await seedProduct();
});

for (const view of VIEWS) {
  for (const scheme of SCHEMES) {
    test(`${view.name}, ${scheme}`, async ({ browser }) => {
      const contexts = new Map<Account | null, BrowserContext>();
      for (const shot of shotsOf(seed)) {
        if (ONLY && !ONLY.includes(shot.name)) continue;
        const context = contexts.get(shot.account) ?? (await newContext(browser, view, scheme, shot.account));
        contexts.set(shot.account, context);
        await takeScreenshot(context, shot, `${view.name}-${scheme}`);
      }
    });
  }
}

/** `ONLY=readme`: the small screenshots in the README, of the demo account. */
test("pictures of the README", async ({ browser }) => {
  test.skip(!ONLY?.includes("readme"), "only on request: these are in the repository");
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport, deviceScaleFactor: 0.6, colorScheme: "light" });
  await signedIn(context, await demoAccount());
  for (const [name, path] of [
    ["usage", "/portal/usage"],
    ["api-keys", "/portal/api-keys"],
  ] as const) {
    const page = await context.newPage();
    await openPage(page, path);
    await page.screenshot({ path: resolve(FOLDER, `../../docs/images/${name}.png`) });
    await page.close();
  }
});

async function newContext(
  browser: Browser,
  { viewport, isMobile }: (typeof VIEWS)[number],
  colorScheme: (typeof SCHEMES)[number],
  account: Account | null,
): Promise<BrowserContext> {
  const deviceScaleFactor = isMobile ? 2 : 1;
  const context = await browser.newContext({
    viewport,
    isMobile,
    hasTouch: isMobile,
    colorScheme,
    deviceScaleFactor,
  });
  if (account) await signedIn(context, account);
  return context;
}

async function takeScreenshot(context: BrowserContext, { name, show }: Shot, suffix: string) {
  const page = await context.newPage();
  await show(page);
  // Wait for transitions such as those of dialogs, but not for endless animations.
  await page.evaluate(() => {
    const finite = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(finite.map((animation) => animation.finished));
  });
  const dialogs = await page.getByRole("dialog").count();
  await page.screenshot({ path: `${FOLDER}/${name}-${suffix}.png`, fullPage: dialogs === 0 });
  await page.close();
}

test.afterAll(() => console.log(`The screenshots of ${product.api_url} are in ${FOLDER}.`));
