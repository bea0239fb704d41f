import { defineConfig } from "@playwright/test";
import { chromium, siteUrl } from "./browser.ts";

/** `npm run vitals`: how soon each page is there, and how much it jumps, over the running product. */
export default defineConfig({
  testDir: ".",
  testMatch: "vitals.ts",
  outputDir: "../test-results",
  workers: 1,
  timeout: 240_000,
  reporter: [["./printed-reporter.ts"]],
  use: { baseURL: siteUrl, launchOptions: chromium, viewport: { width: 1360, height: 900 } },
});
