// JavaScript in kB gzip, and a failure beyond a bound. Of the start: what runs before a page asks for what it shows.
// Of each page what a first visit loads: the start, the view, the page's own files, those that it always asks for
// as soon as it is drawn too, and everything these import. Run after 'npm run build'.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const START_KB = 48;
const PAGE_KB = 200;
const dist = resolve(import.meta.dirname, "../dist");
const manifest = JSON.parse(readFileSync(resolve(dist, ".vite/manifest.json"), "utf8"));

/** Names of the files that hold none of our code. */
const THEIRS = ["libraries", "services", "rolldown-runtime"];

const PAGES = {
  "/sign-in": ["src/features/auth/sign-in-page.tsx"],
  "/sign-up": ["src/features/auth/sign-up-page.tsx"],
  "/portal/usage": ["src/app/pages/usage.tsx", "src/features/usage/chart/bars.tsx"],
  "/portal/api-keys": ["src/app/pages/api-keys.tsx"],
  "/portal/playground": ["src/features/playground/playground-page.tsx"],
  "/portal/billing": ["src/features/billing/billing-page.tsx"],
  "/portal/docs": ["src/features/docs/docs-page.tsx"],
  "/portal/profile": [
    "src/app/pages/profile.tsx",
    "src/features/profile/identity-card.tsx",
    "src/features/profile/password-card.tsx",
    "src/features/team/members-card.tsx",
  ],
  "/portal/invitation": ["src/features/team/invitation-page.tsx"],
  "/portal/admin": ["src/app/pages/admin.tsx", "src/features/admin/admin-pages.tsx"],
};

const measured = new Map();
function sizeOf(file) {
  if (!measured.has(file))
    measured.set(file, gzipSync(readFileSync(resolve(dist, file)), { level: 9 }).length);
  return measured.get(file);
}

function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const imported of manifest[name].imports ?? []) withImports(imported, found);
  return found;
}

/** Throws where a file of libraries imports one of ours: each release would then change its name. */
function assertLibrariesApart() {
  const ours = Object.entries(manifest).filter(([, { name }]) => !THEIRS.includes(name));
  for (const [chunk, { name }] of Object.entries(manifest)) {
    if (name !== "libraries" && name !== "services") continue;
    const imported = withImports(chunk);
    const wrong = ours.filter(([key]) => imported.has(key)).map(([, { file }]) => file);
    if (wrong.length > 0) throw new Error(`${name} imports ${wrong.join(", ")}.`);
  }
}

function print(name, chunks, bound) {
  const bytes = [...chunks].reduce((sum, chunk) => sum + sizeOf(manifest[chunk].file), 0);
  const kilobytes = bytes / 1000;
  const isOver = kilobytes > bound;
  if (isOver) process.exitCode = 1;
  console.log(`${name.padEnd(20)} ${kilobytes.toFixed(1).padStart(6)} kB${isOver ? `  over ${bound}` : ""}`);
}

assertLibrariesApart();
print("start", withImports("index.html"), START_KB);
for (const [path, files] of Object.entries(PAGES)) {
  const chunks = withImports("src/app/view.tsx", withImports("index.html"));
  for (const file of files) {
    if (!manifest[file]) throw new Error(`The build has no ${file}.`);
    withImports(file, chunks);
  }
  print(path, chunks, PAGE_KB);
}
