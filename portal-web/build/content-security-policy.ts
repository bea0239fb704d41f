/** What a page of the portal may load and call, as the value of a `content-security-policy` header. */
export interface Destinations {
  api_url: string;
  supabase_url?: string | undefined;
  /** Clerk's Frontend API, where Clerk signs people in. */
  clerk_url?: string | undefined;
}

/** What Clerk's script needs besides its own origin: its images, and what tells people from programs. */
const CLERK = {
  scripts: ["https://challenges.cloudflare.com", "https://*.protect.clerk.com"],
  images: ["https://img.clerk.com"],
  calls: ["https://*.protect.clerk.com:*"],
  frames: ["https://challenges.cloudflare.com", "https://*.protect.clerk.com"],
};

/**
 * Scripts come from the portal itself, and from Clerk where that signs people in; nothing is inline. Styles
 * may be inline because the dialogs' scroll lock writes a style element. `development` lets the hot-reload
 * client of Vite in.
 */
export function contentSecurityPolicy(to: Destinations, development = false): string {
  const scripts = ["'self'"];
  const images = ["'self'", "data:"];
  const calls = ["'self'", origin(to.api_url)];
  const more: string[] = [];
  if (to.supabase_url) calls.push(origin(to.supabase_url));
  if (to.clerk_url) {
    scripts.push(origin(to.clerk_url), ...CLERK.scripts);
    images.push(...CLERK.images);
    calls.push(origin(to.clerk_url), ...CLERK.calls);
    more.push(`frame-src ${CLERK.frames.join(" ")}`, "worker-src 'self' blob:");
  }
  if (development) {
    scripts.push("'nonce-development'");
    calls.push("ws://127.0.0.1:*", "ws://localhost:*");
  }
  return [
    "default-src 'none'",
    `script-src ${scripts.join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src ${images.join(" ")}`,
    "font-src 'self'",
    `connect-src ${[...new Set(calls)].join(" ")}`,
    ...more,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers of every page besides the policy. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

function origin(url: string): string {
  return new URL(url).origin;
}
