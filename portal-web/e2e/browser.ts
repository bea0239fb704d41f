import type { LaunchOptions } from "@playwright/test";

/** Lists below the address bar, pages too: drawn for every window, they took 1.4 of its 1.7 s of CPU. */
const LISTS_OF_SUGGESTIONS = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

/** What Playwright switches off as well. Chromium heeds only the last such list. */
const SWITCHED_OFF_BY_PLAYWRIGHT = [
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
    `--disable-features=${[...LISTS_OF_SUGGESTIONS, ...SWITCHED_OFF_BY_PLAYWRIGHT].join(",")}`,
  ],
};

export const siteUrl =
  process.env.PORTAL_WEB_URL || `http://127.0.0.1:${process.env.PORTAL_WEB_PORT || 8788}`;
