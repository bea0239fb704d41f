import { delay, HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { server } from "@/testing/server";
import { ACCEPTS_SIGN_OUT, ADA, AUTH, SESSION, storedSignIn } from "@/testing/supabase-session";
import type { SupabaseSignIn } from "./sign-in";

/** A token that the client can decode. */
const FRESH_TOKEN = [{ alg: "HS256" }, { sub: "ada", exp: 4_000_000_000 }, "s"]
  .map((part) => btoa(JSON.stringify(part)).replace(/=/g, ""))
  .join(".");

beforeEach(() => localStorage.clear());

test("sign-out of this browser does not wait for the auth server", async () => {
  server.use(http.post(`${AUTH}/auth/v1/*`, () => delay("infinite")));
  const { adapter } = await storedSignIn();
  // A token that is about to expire would be refreshed first, which would wait for that server.
  localStorage.setItem("portal-session", JSON.stringify({ ...SESSION, expires_at: 1 }));
  await adapter.signOut(false);
  expect(adapter.hasStoredSession()).toBe(false);
  expect(await adapter.token()).toBeNull();
});

const PENDING = [
  {
    what: "token refresh",
    start: (adapter: SupabaseSignIn) => adapter.refresh(),
    route: { method: "post", path: "/token" },
    response: { ...SESSION, access_token: "d.e.f" },
  },
  {
    what: "password change",
    start: (adapter: SupabaseSignIn) => adapter.changePassword("a new passphrase"),
    route: { method: "put", path: "/user" },
    response: ADA,
  },
] as const;

test.each(PENDING)("a $what pending at sign-out does not restore the session", async (pending) => {
  const { method, path } = pending.route;
  const requested = vi.fn();
  let release = () => {};
  server.use(
    http[method](`${AUTH}/auth/v1${path}`, async () => {
      requested();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return HttpResponse.json(pending.response);
    }),
    ACCEPTS_SIGN_OUT,
  );
  const { adapter, onChange } = await storedSignIn();
  const done = pending.start(adapter);
  await vi.waitFor(() => expect(requested).toHaveBeenCalled());
  await adapter.signOut(false);
  release();
  await done;
  expect(adapter.hasStoredSession()).toBe(false);
  expect(onChange).not.toHaveBeenCalledWith({ id: "ada", email: "ada@example.com" });
});

test("a session with an expired token is ended with a refreshed one", async () => {
  const tokens = vi.fn();
  server.use(
    http.post(`${AUTH}/auth/v1/logout`, ({ request }) => {
      const token = request.headers.get("authorization");
      tokens(token);
      return new HttpResponse(null, { status: token === "Bearer a.b.c" ? 403 : 204 });
    }),
    http.post(`${AUTH}/auth/v1/token`, async ({ request }) => {
      expect(await request.json()).toEqual({ refresh_token: "r" });
      return HttpResponse.json({ ...SESSION, access_token: FRESH_TOKEN });
    }),
  );
  const { adapter } = await storedSignIn();
  await adapter.signOut(false);
  await vi.waitFor(() => expect(tokens.mock.calls).toEqual([["Bearer a.b.c"], [`Bearer ${FRESH_TOKEN}`]]));
  expect(adapter.hasStoredSession()).toBe(false);
});

test("sign-out ends the session at the auth server", async () => {
  const requested = vi.fn();
  server.use(
    http.post(`${AUTH}/auth/v1/logout`, ({ request }) => {
      requested(
        new URL(request.url).search,
        request.headers.get("authorization"),
        request.headers.get("apikey"),
      );
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { adapter } = await storedSignIn();
  await adapter.signOut(false);
  await vi.waitFor(() =>
    expect(requested).toHaveBeenCalledWith("?scope=local", "Bearer a.b.c", "sb_publishable_x"),
  );
});

test("sign-out everywhere fails if the auth server cannot be reached", async () => {
  server.use(http.post(`${AUTH}/auth/v1/logout`, () => HttpResponse.error()));
  const { adapter } = await storedSignIn();
  await expect(adapter.signOut(true)).rejects.toMatchObject({ code: "unreachable" });
  expect(adapter.hasStoredSession()).toBe(true);
});
