import { defineConfig } from "@playwright/test";
import { chromium, siteUrl } from "../support/browser.ts";

/** `npm run screenshots`: screenshots of every page, light and dark, desktop and phone, in portal-web/screenshots. */
export default defineConfig({
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "../../test-results",
  workers: 1,
  timeout: 180_000,
  reporter: "list",
  use: { baseURL: siteUrl, launchOptions: chromium },
});
