import { defineConfig } from "@playwright/test";
import { chromium, siteUrl } from "./e2e/support/browser.ts";

/** End-to-end tests in a real browser against the running product. `tests/portal_web` starts both. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.CI ? "dot" : "list",
  forbidOnly: true,
  use: { baseURL: siteUrl, launchOptions: chromium, screenshot: "only-on-failure", locale: "en-US" },
});
