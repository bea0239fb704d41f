import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { preloadView } from "./build/preload-view.ts";
import { runtimeConfig } from "./build/runtime-config.ts";

const src = `${import.meta.dirname}/src/`;
const page = `${import.meta.dirname}/index.html`;
const view = `${src}app/view.tsx`;
/** The libraries of the entry. */
const SERVICES = /node_modules\/(@supabase\/|@tanstack\/query-core\/|openapi-fetch\/|react\/|tslib\/)/;
const port = Number(process.env.PORTAL_WEB_PORT || 8788);

export default defineConfig(({ command, isPreview }) => ({
  plugins: [react(), tailwindcss(), runtimeConfig(), preloadView(view)],
  resolve: { alias: { "@": `${import.meta.dirname}/src` } },
  // `localhost` may mean ::1, where nothing of the local product listens.
  server: { host: "127.0.0.1", port, strictPort: true },
  preview: { host: "127.0.0.1", port, strictPort: true },
  // Only the hot-reload preamble of the development server is inline; a built page has no inline script.
  ...(command === "serve" && !isPreview ? { html: { cspNonce: "development" } } : {}),
  build: {
    target: "es2022",
    manifest: true,
    // Where a browser does not know these links, a page loads as well, only later.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: page, view },
      output: {
        // What every page loads is a few files, where it would be forty: a browser asks a server for six at a time.
        // The entry takes all that it imports with it: it asks for what the page shows, and must not wait for the
        // rest. Libraries stay as they are from one release to most others, so they are by themselves and import
        // none of our files. What most pages are made of is one file too.
        codeSplitting: {
          groups: [
            { name: "services", tags: ["$initial"], test: SERVICES, priority: 4 },
            { name: "start", test: (id) => id === page, priority: 3 },
            { name: "libraries", tags: ["$initial"], test: /node_modules/, priority: 2 },
            { name: "base", tags: ["$initial"], test: (id) => id !== view, priority: 1 },
            {
              name: "shared",
              test: (id) => id.startsWith(`${src}components/`),
              minShareCount: 6,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    // No module holds state: each test makes what pages work with (`testing/open.tsx`). Twice as fast by it.
    isolate: false,
    globals: true,
    include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
    css: false,
    testTimeout: 20_000,
    restoreMocks: true,
  },
}));
