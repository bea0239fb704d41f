import { defineConfig } from "@playwright/test";
import { chromium, siteUrl } from "../support/browser.ts";

/** `npm run vitals`: largest contentful paint and layout shift of each page, against the running product. */
export default defineConfig({
  testDir: ".",
  testMatch: "vitals.ts",
  outputDir: "../../test-results",
  workers: 1,
  timeout: 240_000,
  reporter: [["./console-reporter.ts"]],
  use: { baseURL: siteUrl, launchOptions: chromium, viewport: { width: 1360, height: 900 } },
});
