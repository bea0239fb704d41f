import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const TO = { api_url: "https://api.example.com/v0", supabase_url: "https://x.supabase.co" };

test("a built page may run its own scripts and call its own services, and nothing else", () => {
  const policy = contentSecurityPolicy(TO);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self' https://api.example.com https://x.supabase.co;");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe-eval");
});

test("only the development server may have inline scripts, by nonce", () => {
  expect(contentSecurityPolicy(TO)).not.toContain("nonce");
  expect(contentSecurityPolicy(TO, true)).toContain("'nonce-development'");
});

test("Clerk's script, images and challenges are let in where Clerk signs people in, and nowhere else", () => {
  const policy = contentSecurityPolicy({
    api_url: "https://api.example.com",
    clerk_url: "https://clerk.example.com",
  });
  expect(policy).toContain("script-src 'self' https://clerk.example.com https://challenges.cloudflare.com");
  expect(policy).toContain("connect-src 'self' https://api.example.com https://clerk.example.com");
  expect(policy).toContain("img-src 'self' data: https://img.clerk.com;");
  expect(policy).toContain("frame-src https://challenges.cloudflare.com");
  expect(policy).not.toContain("unsafe-eval");
  expect(contentSecurityPolicy(TO)).not.toMatch(/clerk|cloudflare|worker-src|frame-src/);
});
