import { HttpResponse, http } from "msw";
import { afterEach, expect, test, vi } from "vitest";
import { server } from "@/testing/server";
import { SupabaseSignIn } from "./supabase";

const AUTH = "http://auth.test";
const ADDRESS = "0x71C7656EC7ab88b098defB751B7401B5f6d8976F";

const signIn = () =>
  new SupabaseSignIn({
    provider: "supabase",
    supabase_url: AUTH,
    publishable_key: "sb_publishable_x",
    methods: ["ethereum", "solana"],
  });

/** Supabase Auth, as it answers a wallet's signature; what was sent is told. */
function takesWallets() {
  const bodies: Record<string, string>[] = [];
  server.use(
    http.post(`${AUTH}/auth/v1/token`, async ({ request }) => {
      expect(new URL(request.url).searchParams.get("grant_type")).toBe("web3");
      bodies.push((await request.json()) as Record<string, string>);
      return HttpResponse.json({
        access_token: "a.b.c",
        refresh_token: "r",
        token_type: "bearer",
        expires_in: 3600,
        user: { id: "wallet-1", email: "", aud: "authenticated", created_at: "2026-11-26T00:00:00Z" },
      });
    }),
  );
  return bodies;
}

afterEach(() => vi.unstubAllGlobals());

test("an Ethereum wallet signs a message of this site, and is somebody without an address", async () => {
  const bodies = takesWallets();
  const request = vi.fn(async ({ method }: { method: string }) =>
    method === "eth_requestAccounts" ? [ADDRESS] : method === "eth_chainId" ? "0x1" : "0x51677",
  );
  vi.stubGlobal("ethereum", { request });
  const adapter = signIn();
  const seen = vi.fn();
  adapter.onChange(seen);
  await adapter.signInWithWallet("ethereum");
  expect(bodies[0]).toMatchObject({ chain: "ethereum", signature: "0x51677" });
  expect(bodies[0]?.message).toContain(`${location.host} wants you to sign in with your Ethereum account`);
  expect(bodies[0]?.message).toContain(`URI: ${location.origin}/sign-in`);
  expect(seen).toHaveBeenCalledWith({ id: "wallet-1", email: null });
});

test("a Solana wallet signs in", async () => {
  const bodies = takesWallets();
  vi.stubGlobal("solana", {
    signIn: async (input: { statement: string }) => ({
      signedMessage: Uint8Array.from(new TextEncoder().encode(input.statement)),
      signature: new Uint8Array(64).fill(7),
    }),
  });
  await signIn().signInWithWallet("solana");
  expect(bodies[0]).toMatchObject({ chain: "solana", message: "Sign in to the Cortensor Portal." });
});

test("without a wallet, and with one whose owner declines, it says what to do", async () => {
  await expect(signIn().signInWithWallet("solana")).rejects.toMatchObject({ code: "no_wallet" });
  vi.stubGlobal("ethereum", { request: () => Promise.reject(Object.assign(new Error(), { code: 4001 })) });
  await expect(signIn().signInWithWallet("ethereum")).rejects.toMatchObject({
    code: "wallet_refused",
    message: "The wallet did not sign. Unlock it and confirm there, then try again.",
  });
});

test("a project that takes no wallets says so", async () => {
  vi.stubGlobal("solana", {
    signIn: async () => ({ signedMessage: "m", signature: new Uint8Array(64) }),
  });
  server.use(
    http.post(`${AUTH}/auth/v1/token`, () =>
      HttpResponse.json({ code: 422, error_code: "web3_provider_disabled", msg: "off" }, { status: 422 }),
    ),
  );
  await expect(signIn().signInWithWallet("solana")).rejects.toThrow("switched off");
});
