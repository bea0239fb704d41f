import { expect, test } from "@playwright/test";
import { demoAccount } from "./product.ts";
import { signedIn } from "./sign-in.ts";

const PAGES = [
  "/sign-in",
  "/portal/docs",
  "/portal/usage",
  "/portal/api-keys",
  "/portal/billing",
  "/portal/playground",
  "/portal/profile",
];
const VISITS = 3;
/** Between the opening of a browser's window and the visit, in ms: people's windows are open already. */
const WINDOW_MS = 1000;
/** Largest contentful paint in ms, and cumulative layout shift: what the portal promises locally. */
const BOUNDS = { lcp: 1000, cls: 0.05 };

test("vitals", async ({ browser }) => {
  const account = await demoAccount();
  console.log(
    `${"page".padEnd(20)} ${"LCP ms".padStart(7)} ${"CLS".padStart(6)}   worst of ${VISITS} cold visits`,
  );
  for (const path of PAGES) {
    const seen = { lcp: 0, cls: 0 };
    for (let visit = 0; visit < VISITS; visit += 1) {
      // A context of its own: nothing is cached from an earlier visit.
      const context = await browser.newContext();
      if (path.startsWith("/portal/") && path !== "/portal/docs") await signedIn(context, account);
      const page = await context.newPage();
      await page.waitForTimeout(WINDOW_MS);
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      const vitals = await page.evaluate(read);
      seen.lcp = Math.max(seen.lcp, vitals.lcp);
      seen.cls = Math.max(seen.cls, vitals.cls);
      await context.close();
    }
    console.log(`${path.padEnd(20)} ${seen.lcp.toFixed(0).padStart(7)} ${seen.cls.toFixed(3).padStart(6)}`);
    expect.soft(seen.lcp, `${path}: LCP`).toBeLessThanOrEqual(BOUNDS.lcp);
    expect.soft(seen.cls, `${path}: CLS`).toBeLessThanOrEqual(BOUNDS.cls);
  }
});

/** Runs in the page. */
async function read(): Promise<{ lcp: number; cls: number }> {
  const entries = (type: string) =>
    new Promise<PerformanceEntry[]>((resolve) => {
      const found: PerformanceEntry[] = [];
      new PerformanceObserver((list) => found.push(...list.getEntries())).observe({ type, buffered: true });
      setTimeout(() => resolve(found), 200);
    });
  const [paints, shifts] = await Promise.all([entries("largest-contentful-paint"), entries("layout-shift")]);
  const unexpected = shifts as unknown as { value: number; hadRecentInput: boolean }[];
  return {
    lcp: paints.at(-1)?.startTime ?? 0,
    cls: unexpected.reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0),
  };
}
