// The official SDKs the product is tested with: the oldest and newest for Python, and those for JavaScript that
// run the samples of the docs.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

function pinned(file, name) {
  const found = readFileSync(resolve(root, "requirements", file), "utf8").match(
    new RegExp(`^${name}==(\\S+)`, "m"),
  );
  if (!found) throw new Error(`requirements/${file} does not pin ${name}.`);
  return found[1];
}

function installed(name) {
  const { packages } = JSON.parse(readFileSync(resolve(root, "portal-web/package-lock.json"), "utf8"));
  return packages[`node_modules/${name}`].version;
}

export function sdkVersions() {
  const versions = [
    ["openai", "Python", pinned("sdk-oldest.txt", "openai"), pinned("dev.txt", "openai")],
    ["anthropic", "Python", pinned("sdk-oldest.txt", "anthropic"), pinned("dev.txt", "anthropic")],
    ["openai", "JavaScript", null, installed("openai")],
    ["@anthropic-ai/sdk", "JavaScript", null, installed("@anthropic-ai/sdk")],
  ].map(([name, language, oldest, newest]) => ({ name, language, oldest, newest }));
  return `${JSON.stringify(versions, null, 2)}\n`;
}
