import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { ALL_CALLS, COMMANDS } from "@/features/docs/calls";
import { KEY_VARIABLE, LANGUAGES, type Language, sample } from "@/lib/samples";
import { product } from "./product.ts";
import { expect, test } from "./test.ts";

const run = promisify(execFile);
const SITE = resolve(import.meta.dirname, "..");
const MODEL = "oss-20b";

/** How somebody who copied the sample would run it, where the SDKs are installed. */
const PROGRAMS: Readonly<Record<Language, (code: string) => [string, string[]]>> = {
  curl: (code) => ["bash", ["-euc", code.replace(/^curl /, "curl --fail-with-body --silent --show-error ")]],
  python: (code) => [process.env.PYTHON || resolve(SITE, "../.venv/bin/python"), ["-c", code]],
  javascript: (code) => ["node", ["--input-type=module", "-e", code]],
};

for (const { name: language } of LANGUAGES) {
  for (const [name, call] of Object.entries(ALL_CALLS)) {
    test(`the docs' ${name} in ${language} runs as it stands`, async () => {
      const said = await outputOf(sample(call(MODEL), language, { baseUrl: product.api_url }), language);
      expect(said.trim().length, said).toBeGreaterThan(10);
      expect(said).not.toMatch(/undefined|\[object/);
    });
  }
}

test("so do the commands that are shown for curl alone", async () => {
  const models = JSON.parse(await outputOf(COMMANDS.listModels(product.api_url), "curl"));
  expect(models.data.map(({ id }: { id: string }) => id)).toContain(MODEL);
  const counted = JSON.parse(await outputOf(COMMANDS.countTokens(product.api_url, MODEL), "curl"));
  expect(counted.input_tokens).toBeGreaterThan(0);
});

async function outputOf(code: string, language: Language): Promise<string> {
  const [program, words] = PROGRAMS[language](code);
  const { stdout, stderr } = await run(program, words, {
    cwd: SITE,
    timeout: 60_000,
    env: { ...process.env, [KEY_VARIABLE]: product.api_key },
  });
  expect(stderr).toBe("");
  return stdout;
}
