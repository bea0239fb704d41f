import { defineConfig } from "@playwright/test";

/** `npm run lighthouse`: what Lighthouse says of the pages, over the running product. */
export default defineConfig({
  testDir: ".",
  testMatch: "lighthouse.ts",
  outputDir: "../test-results",
  workers: 1,
  timeout: 300_000,
  reporter: [["./printed-reporter.ts"]],
});
