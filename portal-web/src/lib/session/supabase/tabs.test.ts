import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { server } from "@/testing/server";
import { ACCEPTS_SIGN_OUT, AUTH, BOB, SESSION, storedSignIn } from "@/testing/supabase-session";

beforeEach(() => localStorage.clear());

test("a token that another tab has refreshed first is used", async () => {
  server.use(
    http.post(`${AUTH}/auth/v1/token`, () => {
      localStorage.setItem(
        "portal-session",
        JSON.stringify({ ...SESSION, access_token: "of.another.tab", refresh_token: "r2" }),
      );
      return HttpResponse.json({ ...SESSION, access_token: "d.e.f" });
    }),
  );
  const { adapter } = await storedSignIn();
  expect(await adapter.refresh()).toBe("of.another.tab");
});

test("a broadcast of a session that has been signed out is ignored", async () => {
  server.use(ACCEPTS_SIGN_OUT);
  const { adapter, onChange } = await storedSignIn();
  const tab = new BroadcastChannel("portal-session");
  tab.postMessage({ event: "SIGNED_IN", session: SESSION });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith({ id: "ada", email: "ada@example.com" }));
  await adapter.signOut(false);
  onChange.mockClear();
  tab.postMessage({ event: "SIGNED_IN", session: SESSION });
  tab.postMessage({ event: "SIGNED_OUT", session: null });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled());
  expect(onChange.mock.calls).toEqual([[null]]);

  onChange.mockClear();
  const bob = { ...SESSION, user: BOB };
  localStorage.setItem("portal-session", JSON.stringify(bob));
  tab.postMessage({ event: "SIGNED_IN", session: SESSION });
  tab.postMessage({ event: "SIGNED_IN", session: bob });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled());
  expect(onChange.mock.calls).toEqual([[{ id: "bob", email: "bob@example.com" }]]);
  tab.close();
});

test.each(["portal-session", null])("a sign-out in another tab is seen in the storage (%s)", async (key) => {
  const { onChange } = await storedSignIn();
  dispatchEvent(new StorageEvent("storage", { key: "portal-theme" }));
  expect(onChange).not.toHaveBeenCalled();
  localStorage.removeItem("portal-session");
  dispatchEvent(new StorageEvent("storage", { key }));
  expect(onChange.mock.calls).toEqual([[null]]);
});

test("a sign-in in another tab is seen in the storage", async () => {
  const { adapter, onChange } = await storedSignIn();
  server.use(ACCEPTS_SIGN_OUT);
  await adapter.signOut(false);
  localStorage.setItem("portal-session", JSON.stringify({ ...SESSION, user: BOB }));
  dispatchEvent(new StorageEvent("storage", { key: "portal-session" }));
  expect(onChange.mock.calls).toEqual([[{ id: "bob", email: "bob@example.com" }]]);
});
