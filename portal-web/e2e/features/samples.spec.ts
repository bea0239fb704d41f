import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { ALL_CALLS, COMMANDS } from "@/features/docs/sample-calls";
import { KEY_VARIABLE, LANGUAGES, type Language, sample } from "@/lib/samples";
import { product } from "../support/product.ts";
import { expect, test } from "../support/test.ts";

const run = promisify(execFile);
const SITE = resolve(import.meta.dirname, "../..");
const MODEL = "oss-20b";

/** The command that runs a copied sample, with the SDKs installed. */
const PROGRAMS: Readonly<Record<Language, (code: string) => [string, string[]]>> = {
  curl: (code) => ["bash", ["-euc", code.replace(/^curl /, "curl --fail-with-body --silent --show-error ")]],
  python: (code) => [process.env.PYTHON || resolve(SITE, "../.venv/bin/python"), ["-c", code]],
  javascript: (code) => ["node", ["--input-type=module", "-e", code]],
};

for (const { name: language } of LANGUAGES) {
  for (const [name, call] of Object.entries(ALL_CALLS)) {
    test(`the docs' ${name} in ${language} runs without changes`, async () => {
      const output = await outputOf(sample(call(MODEL), language, { baseUrl: product.api_url }), language);
      expect(output.trim().length, output).toBeGreaterThan(10);
      expect(output).not.toMatch(/undefined|\[object/);
    });
  }
}

test("the commands shown only for curl run without changes", async () => {
  const models = JSON.parse(await outputOf(COMMANDS.listModels(product.api_url), "curl"));
  expect(models.data.map(({ id }: { id: string }) => id)).toContain(MODEL);
  const counted = JSON.parse(await outputOf(COMMANDS.countTokens(product.api_url, MODEL), "curl"));
  expect(counted.input_tokens).toBeGreaterThan(0);
});

async function outputOf(code: string, language: Language): Promise<string> {
  const [program, args] = PROGRAMS[language](code);
  const { stdout, stderr } = await run(program, args, {
    cwd: SITE,
    timeout: 60_000,
    env: { ...process.env, [KEY_VARIABLE]: product.api_key },
  });
  expect(stderr).toBe("");
  return stdout;
}
