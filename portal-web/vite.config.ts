import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { preloadView } from "./build/preload-view.ts";
import { runtimeConfig } from "./build/runtime-config.ts";

const src = `${import.meta.dirname}/src/`;
const page = `${import.meta.dirname}/index.html`;
const view = `${src}app/view.tsx`;
/** The libraries that the entry needs. */
const SERVICES = /node_modules\/(@supabase\/|@tanstack\/query-core\/|openapi-fetch\/|react\/|tslib\/)/;
const port = Number(process.env.PORTAL_WEB_PORT || 8788);

export default defineConfig(({ command, isPreview }) => ({
  plugins: [react(), tailwindcss(), runtimeConfig(), preloadView(view)],
  resolve: { alias: { "@": `${import.meta.dirname}/src` } },
  // `localhost` may resolve to ::1, where the local product does not listen.
  server: { host: "127.0.0.1", port, strictPort: true },
  preview: { host: "127.0.0.1", port, strictPort: true },
  // For the inline hot-reload preamble of the development server; a built page has no inline script.
  ...(command === "serve" && !isPreview ? { html: { cspNonce: "development" } } : {}),
  build: {
    target: "es2022",
    manifest: true,
    // A browser without support for these links loads the page too, only later.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: page, view },
      output: {
        // Without groups every page would load forty chunks, and a browser loads six at a time from one server. The
        // entry ("start", "services") has its own chunks, so that it can request the page's data without waiting
        // for the rest. Libraries rarely change between releases, so they have chunks that import none of ours.
        // "shared" is what most pages use.
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
    // Twice as fast. Possible because no module has state: each test creates its own services (`testing/open.tsx`).
    isolate: false,
    globals: true,
    include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
    css: false,
    testTimeout: 20_000,
    restoreMocks: true,
  },
}));
