import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { runtimeConfig } from "./build/runtime-config.ts";

const src = `${import.meta.dirname}/src/`;
const port = Number(process.env.PORTAL_WEB_PORT || 8788);

export default defineConfig(({ command, isPreview }) => ({
  plugins: [react(), tailwindcss(), runtimeConfig()],
  resolve: { alias: { "@": `${import.meta.dirname}/src` } },
  // `localhost` may mean ::1, where nothing of the local product listens.
  server: { host: "127.0.0.1", port, strictPort: true },
  preview: { host: "127.0.0.1", port, strictPort: true },
  // Only the hot-reload preamble of the development server is inline; a built page has no inline script.
  ...(command === "serve" && !isPreview ? { html: { cspNonce: "development" } } : {}),
  build: {
    target: "es2022",
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every page loads is four files, where it would be forty: a browser asks a server for six at a time.
        // Libraries by themselves, since they stay as they are from one release to most others; the entry too,
        // since it waits for the configuration, and no page may wait for it.
        codeSplitting: {
          groups: [
            { name: "libraries", tags: ["$initial"], test: /node_modules/, priority: 1 },
            { name: "base", tags: ["$initial"], test: (id) => id.startsWith(src) && id !== `${src}main.tsx` },
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
