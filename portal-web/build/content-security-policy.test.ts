import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const DESTINATIONS = { api_url: "https://api.example.com/v0", supabase_url: "https://x.supabase.co" };

test("a built page may load only its own scripts and call only its own services", () => {
  const policy = contentSecurityPolicy(DESTINATIONS);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self' https://api.example.com https://x.supabase.co;");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe-eval");
});

test("only the development server allows inline scripts, by nonce", () => {
  expect(contentSecurityPolicy(DESTINATIONS)).not.toContain("nonce");
  expect(contentSecurityPolicy(DESTINATIONS, true)).toContain("'nonce-development'");
});

test("Clerk's script, images and challenges are allowed only if Clerk is the provider", () => {
  const policy = contentSecurityPolicy({
    api_url: "https://api.example.com",
    clerk_url: "https://clerk.example.com",
  });
  expect(policy).toContain("script-src 'self' https://clerk.example.com https://challenges.cloudflare.com");
  expect(policy).toContain("connect-src 'self' https://api.example.com https://clerk.example.com");
  expect(policy).toContain("img-src 'self' data: https://img.clerk.com;");
  expect(policy).toContain("frame-src https://challenges.cloudflare.com");
  expect(policy).not.toContain("unsafe-eval");
  expect(contentSecurityPolicy(DESTINATIONS)).not.toMatch(/clerk|cloudflare|worker-src|frame-src/);
});
