// Writes a generated file, or with --check fails when the file in the repository is not what would be written.
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

export function generated(path, content) {
  const name = relative(process.cwd(), path);
  if (!process.argv.includes("--check")) {
    writeFileSync(path, content);
    console.log(`${name} is written.`);
    return;
  }
  let known = "";
  try {
    known = readFileSync(path, "utf8");
  } catch {}
  if (known !== content) {
    console.error(`${name} is stale. 'npm run generate' writes it anew.`);
    process.exitCode = 1;
  }
}
