import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Prints only the tests' output and their errors. */
export default class ConsoleReporter implements Reporter {
  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    for (const { message } of result.errors) process.stdout.write(`${test.title}: ${message}\n`);
  }
}
