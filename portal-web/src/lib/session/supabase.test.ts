import { delay, HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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

const ADA = { id: "ada", email: "ada@example.com", aud: "authenticated", created_at: "2026-11-26T00:00:00Z" };
const BOB = { ...ADA, id: "bob", email: "bob@example.com" };
const SESSION = {
  access_token: "a.b.c",
  refresh_token: "r",
  token_type: "bearer",
  expires_in: 3600,
  expires_at: 4_000_000_000,
  user: ADA,
};

const TAKES_LEAVING = http.post(`${AUTH}/auth/v1/logout`, () => new HttpResponse(null, { status: 204 }));

/** One whose parts the client can read. */
const FRESH_TOKEN = [{ alg: "HS256" }, { sub: "ada", exp: 4_000_000_000 }, "s"]
  .map((part) => btoa(JSON.stringify(part)).replace(/=/g, ""))
  .join(".");

/** Somebody whom this browser remembers, and what the adapter tells of them. */
async function remembered() {
  localStorage.setItem("portal-session", JSON.stringify(SESSION));
  const adapter = signIn();
  const told = vi.fn();
  adapter.onChange(told);
  expect(await adapter.restore()).toEqual({ id: "ada", email: "ada@example.com" });
  told.mockClear();
  return { adapter, told };
}

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test("this browser is left at once, even where the auth server never answers", async () => {
  server.use(http.post(`${AUTH}/auth/v1/*`, () => delay("infinite")));
  const { adapter } = await remembered();
  // Asking for a new token first, as one about to expire would have it, would wait for that server.
  localStorage.setItem("portal-session", JSON.stringify({ ...SESSION, expires_at: 1 }));
  await adapter.signOut(false);
  expect(adapter.remembers()).toBe(false);
  expect(await adapter.token()).toBeNull();
});

const UNDER_WAY = [
  {
    what: "a new token",
    ask: (adapter: SupabaseSignIn) => adapter.refresh(),
    route: { method: "post", path: "/token" },
    answer: { ...SESSION, access_token: "d.e.f" },
  },
  {
    what: "a change of password",
    ask: (adapter: SupabaseSignIn) => adapter.changePassword("a new passphrase"),
    route: { method: "put", path: "/user" },
    answer: ADA,
  },
] as const;

test.each(UNDER_WAY)("$what that was under way at the leaving brings nobody back", async (underWay) => {
  const { method, path } = underWay.route;
  const asked = vi.fn();
  let release = () => {};
  server.use(
    http[method](`${AUTH}/auth/v1${path}`, async () => {
      asked();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return HttpResponse.json(underWay.answer);
    }),
    TAKES_LEAVING,
  );
  const { adapter, told } = await remembered();
  const done = underWay.ask(adapter);
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  await adapter.signOut(false);
  release();
  await done;
  expect(adapter.remembers()).toBe(false);
  expect(told).not.toHaveBeenCalledWith({ id: "ada", email: "ada@example.com" });
});

test("a session whose token has expired is ended with the next one", async () => {
  const told = vi.fn();
  server.use(
    http.post(`${AUTH}/auth/v1/logout`, ({ request }) => {
      const token = request.headers.get("authorization");
      told(token);
      return new HttpResponse(null, { status: token === "Bearer a.b.c" ? 403 : 204 });
    }),
    http.post(`${AUTH}/auth/v1/token`, async ({ request }) => {
      expect(await request.json()).toEqual({ refresh_token: "r" });
      return HttpResponse.json({ ...SESSION, access_token: FRESH_TOKEN });
    }),
  );
  const { adapter } = await remembered();
  await adapter.signOut(false);
  await vi.waitFor(() => expect(told.mock.calls).toEqual([["Bearer a.b.c"], [`Bearer ${FRESH_TOKEN}`]]));
  expect(adapter.remembers()).toBe(false);
});

test("a token that another tab renewed first is taken", async () => {
  server.use(
    http.post(`${AUTH}/auth/v1/token`, () => {
      localStorage.setItem(
        "portal-session",
        JSON.stringify({ ...SESSION, access_token: "of.another.tab", refresh_token: "r2" }),
      );
      return HttpResponse.json({ ...SESSION, access_token: "d.e.f" });
    }),
  );
  const { adapter } = await remembered();
  expect(await adapter.refresh()).toBe("of.another.tab");
});

test("the auth server is told which session was left", async () => {
  const told = vi.fn();
  server.use(
    http.post(`${AUTH}/auth/v1/logout`, ({ request }) => {
      told(new URL(request.url).search, request.headers.get("authorization"), request.headers.get("apikey"));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { adapter } = await remembered();
  await adapter.signOut(false);
  await vi.waitFor(() =>
    expect(told).toHaveBeenCalledWith("?scope=local", "Bearer a.b.c", "sb_publishable_x"),
  );
});

test("leaving everywhere needs the auth server", async () => {
  server.use(http.post(`${AUTH}/auth/v1/logout`, () => HttpResponse.error()));
  const { adapter } = await remembered();
  await expect(adapter.signOut(true)).rejects.toMatchObject({ code: "unreachable" });
  expect(adapter.remembers()).toBe(true);
});

test("a tab that still tells of somebody who has left is not believed", async () => {
  server.use(TAKES_LEAVING);
  const { adapter, told } = await remembered();
  const tab = new BroadcastChannel("portal-session");
  tab.postMessage({ event: "SIGNED_IN", session: SESSION });
  await vi.waitFor(() => expect(told).toHaveBeenCalledWith({ id: "ada", email: "ada@example.com" }));
  await adapter.signOut(false);
  told.mockClear();
  tab.postMessage({ event: "SIGNED_IN", session: SESSION });
  tab.postMessage({ event: "SIGNED_OUT", session: null });
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
  expect(told.mock.calls).toEqual([[null]]);

  told.mockClear();
  const bob = { ...SESSION, user: BOB };
  localStorage.setItem("portal-session", JSON.stringify(bob));
  tab.postMessage({ event: "SIGNED_IN", session: SESSION });
  tab.postMessage({ event: "SIGNED_IN", session: bob });
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
  expect(told.mock.calls).toEqual([[{ id: "bob", email: "bob@example.com" }]]);
  tab.close();
});

test.each(["portal-session", null])("a tab that was left is noticed by the storage (%s)", async (key) => {
  const { told } = await remembered();
  dispatchEvent(new StorageEvent("storage", { key: "portal-theme" }));
  expect(told).not.toHaveBeenCalled();
  localStorage.removeItem("portal-session");
  dispatchEvent(new StorageEvent("storage", { key }));
  expect(told.mock.calls).toEqual([[null]]);
});

test("a tab that was signed in at is noticed by the storage", async () => {
  const { adapter, told } = await remembered();
  server.use(TAKES_LEAVING);
  await adapter.signOut(false);
  localStorage.setItem("portal-session", JSON.stringify({ ...SESSION, user: BOB }));
  dispatchEvent(new StorageEvent("storage", { key: "portal-session" }));
  expect(told.mock.calls).toEqual([[{ id: "bob", email: "bob@example.com" }]]);
});

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
