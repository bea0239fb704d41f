import { defineConfig } from "@playwright/test";
import { chromium, siteUrl } from "./browser.ts";

/** `npm run screenshots`: every page, light and dark, desktop and phone, into portal-web/screenshots. */
export default defineConfig({
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "../test-results",
  workers: 1,
  timeout: 180_000,
  reporter: "list",
  use: { baseURL: siteUrl, launchOptions: chromium },
});
