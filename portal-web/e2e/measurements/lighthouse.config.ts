import { defineConfig } from "@playwright/test";

/** `npm run lighthouse`: Lighthouse scores of the pages, against the running product. */
export default defineConfig({
  testDir: ".",
  testMatch: "lighthouse.ts",
  outputDir: "../../test-results",
  workers: 1,
  timeout: 300_000,
  reporter: [["./console-reporter.ts"]],
});
