// Runs a Python script of this folder in the repository's environment and returns its output.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

export function fromPython(script) {
  const python = process.env.PYTHON ?? resolve(root, ".venv/bin/python");
  if (!existsSync(python)) {
    console.error(`There is no Python environment at ${python}. Run 'make venv' to create it.`);
    process.exit(1);
  }
  return execFileSync(python, [resolve(import.meta.dirname, script)], {
    cwd: root,
    env: { ...process.env, PYTHONPATH: `${root}:${resolve(root, "layers/shared")}` },
    encoding: "utf8",
    maxBuffer: 32 * 1024 * 1024,
  });
}
