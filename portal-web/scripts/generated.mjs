// Writes a generated file, or with --check fails if the file in the repository is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

export function writeGenerated(path, content) {
  const name = relative(process.cwd(), path);
  if (!process.argv.includes("--check")) {
    writeFileSync(path, content);
    console.log(`Wrote ${name}.`);
    return;
  }
  let current = "";
  try {
    current = readFileSync(path, "utf8");
  } catch {}
  if (current !== content) {
    console.error(`${name} is stale. Run 'npm run generate' to update it.`);
    process.exitCode = 1;
  }
}
