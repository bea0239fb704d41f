import { HttpResponse, http } from "msw";
import { expect, vi } from "vitest";
import { SupabaseSignIn } from "@/lib/session/supabase/sign-in";

/** A Supabase session in the browser's storage, and the adapter that reads it. */

export const AUTH = "http://auth.test";

export const ADA = {
  id: "ada",
  email: "ada@example.com",
  aud: "authenticated",
  created_at: "2026-11-26T00:00:00Z",
};
export const BOB = { ...ADA, id: "bob", email: "bob@example.com" };
export const SESSION = {
  access_token: "a.b.c",
  refresh_token: "r",
  token_type: "bearer",
  expires_in: 3600,
  expires_at: 4_000_000_000,
  user: ADA,
};

export const ACCEPTS_SIGN_OUT = http.post(
  `${AUTH}/auth/v1/logout`,
  () => new HttpResponse(null, { status: 204 }),
);

export const supabaseSignIn = () =>
  new SupabaseSignIn({
    provider: "supabase",
    supabase_url: AUTH,
    publishable_key: "sb_publishable_x",
    methods: ["ethereum", "solana"],
  });

/** An adapter with Ada's stored session, and the listener of its changes. */
export async function storedSignIn() {
  localStorage.setItem("portal-session", JSON.stringify(SESSION));
  const adapter = supabaseSignIn();
  const onChange = vi.fn();
  adapter.onChange(onChange);
  expect(await adapter.restore()).toEqual({ id: "ada", email: "ada@example.com" });
  onChange.mockClear();
  return { adapter, onChange };
}
