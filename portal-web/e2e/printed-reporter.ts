import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Shows what the tests print, and what failed; nothing else. */
export default class PrintedReporter implements Reporter {
  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    for (const { message } of result.errors) process.stdout.write(`${test.title}: ${message}\n`);
  }
}
