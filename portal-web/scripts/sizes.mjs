// Prints the size of the JavaScript in kB gzip, and fails if it exceeds a limit. "start" is what runs before a page
// requests its data. A page's size is what a first visit loads: the start, the view, the page's own chunks, those it
// always loads right after rendering, and everything they import. Run after 'npm run build'.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const MAX_START_KB = 48;
const MAX_PAGE_KB = 200;
const dist = resolve(import.meta.dirname, "../dist");
const manifest = JSON.parse(readFileSync(resolve(dist, ".vite/manifest.json"), "utf8"));

/** Names of the chunks that contain only libraries. */
const LIBRARY_CHUNKS = ["libraries", "services", "rolldown-runtime"];

const PAGES = {
  "/sign-in": ["src/features/auth/sign-in-page.tsx"],
  "/sign-up": ["src/features/auth/sign-up-page.tsx"],
  "/portal/usage": ["src/app/pages/usage.tsx", "src/features/usage/chart/bars.tsx"],
  "/portal/api-keys": ["src/app/pages/api-keys.tsx"],
  "/portal/playground": ["src/features/playground/playground-page.tsx"],
  "/portal/billing": ["src/features/billing/billing-page.tsx"],
  "/status": ["src/features/status/status-page.tsx"],
  "/portal/docs": ["src/features/docs/docs-page.tsx"],
  "/portal/profile": [
    "src/app/pages/profile.tsx",
    "src/features/profile/identity-card.tsx",
    "src/features/profile/password-card.tsx",
    "src/features/team/members/members-card.tsx",
  ],
  "/portal/invitation": ["src/features/team/invitations/invitation-page.tsx"],
  "/portal/admin": ["src/app/pages/admin.tsx", "src/features/admin/admin-pages.tsx"],
};

const sizes = new Map();
function sizeOf(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(resolve(dist, file)), { level: 9 }).length);
  return sizes.get(file);
}

function withImports(name, chunks = new Set()) {
  if (chunks.has(name)) return chunks;
  chunks.add(name);
  for (const imported of manifest[name].imports ?? []) withImports(imported, chunks);
  return chunks;
}

/** Throws if a library chunk imports one of ours, since every release would then change its name. */
function assertLibrariesApart() {
  const ownChunks = Object.entries(manifest).filter(([, { name }]) => !LIBRARY_CHUNKS.includes(name));
  for (const [chunk, { name }] of Object.entries(manifest)) {
    if (name !== "libraries" && name !== "services") continue;
    const imported = withImports(chunk);
    const ownImports = ownChunks.filter(([key]) => imported.has(key)).map(([, { file }]) => file);
    if (ownImports.length > 0) throw new Error(`${name} imports ${ownImports.join(", ")}.`);
  }
}

function print(name, chunks, limit) {
  const bytes = [...chunks].reduce((sum, chunk) => sum + sizeOf(manifest[chunk].file), 0);
  const kilobytes = bytes / 1000;
  const isOver = kilobytes > limit;
  if (isOver) process.exitCode = 1;
  console.log(`${name.padEnd(20)} ${kilobytes.toFixed(1).padStart(6)} kB${isOver ? `  over ${limit}` : ""}`);
}

assertLibrariesApart();
print("start", withImports("index.html"), MAX_START_KB);
for (const [path, files] of Object.entries(PAGES)) {
  const chunks = withImports("src/app/view.tsx", withImports("index.html"));
  for (const file of files) {
    if (!manifest[file]) throw new Error(`The build has no chunk for ${file}.`);
    withImports(file, chunks);
  }
  print(path, chunks, MAX_PAGE_KB);
}
