import type { LaunchOptions } from "@playwright/test";

/** Suggestion lists of the address bar. They are pages too, and take 1.4 of the 1.7 s of CPU of opening a window. */
const ADDRESS_BAR_SUGGESTIONS = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

/** Features that Playwright disables. They are repeated because Chromium respects only the last list. */
const DISABLED_BY_PLAYWRIGHT = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** The system's Chromium, with the flags for a container. PORTAL_CHROMIUM selects another one. */
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
    `--disable-features=${[...ADDRESS_BAR_SUGGESTIONS, ...DISABLED_BY_PLAYWRIGHT].join(",")}`,
  ],
};

export const siteUrl =
  process.env.PORTAL_WEB_URL || `http://127.0.0.1:${process.env.PORTAL_WEB_PORT || 8788}`;
