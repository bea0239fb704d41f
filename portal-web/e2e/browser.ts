import type { LaunchOptions } from "@playwright/test";

/** Chromium of the system, as it runs in a container. PORTAL_CHROMIUM names another. */
export const chromium: LaunchOptions = {
  executablePath: process.env.PORTAL_CHROMIUM || "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

export const siteUrl =
  process.env.PORTAL_WEB_URL || `http://127.0.0.1:${process.env.PORTAL_WEB_PORT || 8788}`;
