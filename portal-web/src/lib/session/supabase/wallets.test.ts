import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { server } from "@/testing/server";
import { AUTH, supabaseSignIn } from "@/testing/supabase-session";

const ADMIN_PATHS = "0x71C7656EC7ab88b098defB751B7401B5f6d8976F";

/** Let the auth server accept wallet signatures. Returns the request bodies. */
function acceptWallets() {
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

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test("an Ethereum wallet signs a message for this site, and its user has no e-mail address", async () => {
  const bodies = acceptWallets();
  const request = vi.fn(async ({ method }: { method: string }) =>
    method === "eth_requestAccounts" ? [ADMIN_PATHS] : method === "eth_chainId" ? "0x1" : "0x51677",
  );
  vi.stubGlobal("ethereum", { request });
  const adapter = supabaseSignIn();
  const onChange = vi.fn();
  adapter.onChange(onChange);
  await adapter.signInWithWallet("ethereum");
  expect(bodies[0]).toMatchObject({ chain: "ethereum", signature: "0x51677" });
  expect(bodies[0]?.message).toContain(`${location.host} wants you to sign in with your Ethereum account`);
  expect(bodies[0]?.message).toContain(`URI: ${location.origin}/sign-in`);
  expect(onChange).toHaveBeenCalledWith({ id: "wallet-1", email: null });
});

test("a Solana wallet signs in", async () => {
  const bodies = acceptWallets();
  vi.stubGlobal("solana", {
    signIn: async (input: { statement: string }) => ({
      signedMessage: Uint8Array.from(new TextEncoder().encode(input.statement)),
      signature: new Uint8Array(64).fill(7),
    }),
  });
  await supabaseSignIn().signInWithWallet("solana");
  expect(bodies[0]).toMatchObject({ chain: "solana", message: "Sign in to the Cortensor Portal." });
});

test("a missing wallet and a declined signature are reported", async () => {
  await expect(supabaseSignIn().signInWithWallet("solana")).rejects.toMatchObject({ code: "no_wallet" });
  vi.stubGlobal("ethereum", { request: () => Promise.reject(Object.assign(new Error(), { code: 4001 })) });
  await expect(supabaseSignIn().signInWithWallet("ethereum")).rejects.toMatchObject({
    code: "wallet_refused",
    message: "The wallet did not sign the message. Unlock it and confirm the request, then try again.",
  });
});

test("disabled wallet sign-in is reported", async () => {
  vi.stubGlobal("solana", {
    signIn: async () => ({ signedMessage: "m", signature: new Uint8Array(64) }),
  });
  server.use(
    http.post(`${AUTH}/auth/v1/token`, () =>
      HttpResponse.json({ code: 422, error_code: "web3_provider_disabled", msg: "off" }, { status: 422 }),
    ),
  );
  await expect(supabaseSignIn().signInWithWallet("solana")).rejects.toThrow("disabled");
});
