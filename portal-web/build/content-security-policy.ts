/** The services that a page of the portal calls. */
export interface Destinations {
  api_url: string;
  supabase_url?: string | undefined;
  /** Clerk's Frontend API, if Clerk is the sign-in provider. */
  clerk_url?: string | undefined;
}

/** The origins that Clerk's script needs besides its own: images and bot protection. */
const CLERK = {
  scripts: ["https://challenges.cloudflare.com", "https://*.protect.clerk.com"],
  images: ["https://img.clerk.com"],
  calls: ["https://*.protect.clerk.com:*"],
  frames: ["https://challenges.cloudflare.com", "https://*.protect.clerk.com"],
};

/**
 * The value of the `content-security-policy` header. Scripts are allowed from the portal itself, and from Clerk if it
 * is the provider, but not inline. Inline styles are allowed because the scroll lock of dialogs adds a style element.
 * `development` allows Vite's hot-reload client.
 */
export function contentSecurityPolicy(destinations: Destinations, development = false): string {
  const scripts = ["'self'"];
  const images = ["'self'", "data:"];
  const calls = ["'self'", origin(destinations.api_url)];
  const otherDirectives: string[] = [];
  if (destinations.supabase_url) calls.push(origin(destinations.supabase_url));
  if (destinations.clerk_url) {
    scripts.push(origin(destinations.clerk_url), ...CLERK.scripts);
    images.push(...CLERK.images);
    calls.push(origin(destinations.clerk_url), ...CLERK.calls);
    otherDirectives.push(`frame-src ${CLERK.frames.join(" ")}`, "worker-src 'self' blob:");
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
    ...otherDirectives,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The other security headers of every page. */
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
