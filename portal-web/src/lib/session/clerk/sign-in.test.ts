import { afterEach, expect, test, vi } from "vitest";
import { FakeClerk, GRACE } from "@/testing/fake-clerk";
import { SessionStore } from "../session-store";
import { loadClerk } from "./script";
import { ClerkSignIn } from "./sign-in";

const IDENTITY = { id: "user_grace", email: "grace@example.com" };
const PAST = "expires=Thu, 01 Jan 1970 00:00:00 GMT";

afterEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: Clerk uses cookies, so the test must too
  document.cookie = `__client_uat_x1=; ${PAST}`;
});

async function signedIn(clerk = new FakeClerk()) {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie that Clerk sets
  document.cookie = "__client_uat_x1=1700000000";
  const session = new SessionStore(new ClerkSignIn(async () => clerk));
  await session.restore();
  return { clerk, session };
}

test("Clerk is not loaded without a stored session", () => {
  const load = vi.fn();
  expect(new SessionStore(new ClerkSignIn(load)).current).toEqual({ status: "signed-out" });
  expect(load).not.toHaveBeenCalled();
});

test("a session is restored, with tokens for the API", async () => {
  const { session } = await signedIn();
  expect(session.current).toEqual({ status: "signed-in", identity: IDENTITY });
  expect(await session.token()).toBe("clerk-token-1");
  expect(await session.renewedToken("clerk-token-1")).toBe("clerk-token-2");
});

test("a session ended elsewhere expires, and switching users does not expire it in between", async () => {
  const { clerk, session } = await signedIn();
  clerk.become(GRACE);
  expect(session.current.status).toBe("signed-in");
  clerk.become(null);
  expect(session.current).toEqual({ status: "expired", identity: IDENTITY });
  const waiting = session.token();
  clerk.become(GRACE);
  expect(await waiting).toBe("clerk-token-1");
});

test("calls wait if Clerk has ended the session, and fail if Clerk is unreachable", async () => {
  const { clerk, session } = await signedIn();
  clerk.error = new Error("offline");
  await expect(session.token()).rejects.toMatchObject({ code: "unreachable" });
  expect(session.current.status).toBe("signed-in");
  clerk.error = Object.assign(new Error("gone"), { status: 401 });
  const waiting = session.token();
  await expect.poll(() => session.current.status).toBe("expired");
  clerk.error = null;
  clerk.become(GRACE);
  expect(await waiting).toBe("clerk-token-1");
});

test("signing out everywhere revokes the other sessions, and reports a failure", async () => {
  const revoke = vi.fn();
  const getSessions = async () => ["sess_1", "sess_2"].map((id) => ({ id, revoke: async () => revoke(id) }));
  const { clerk, session } = await signedIn(new FakeClerk({ ...GRACE, getSessions }));
  clerk.error = new Error("offline");
  await expect(session.signOut()).rejects.toMatchObject({ code: "unreachable" });
  expect(session.current.status).toBe("signed-in");
  clerk.error = null;
  await session.signOut(true);
  expect(session.current).toEqual({ status: "signed-out" });
  expect(revoke.mock.calls.at(-1)).toEqual(["sess_2"]);
  expect(revoke).not.toHaveBeenCalledWith("sess_1");
});

test("a script that failed to load is loaded again", async () => {
  const load = vi.fn().mockRejectedValueOnce(new Error("offline")).mockResolvedValue(new FakeClerk());
  const signIn = new ClerkSignIn(load);
  await expect(signIn.restore()).rejects.toMatchObject({ code: "unreachable" });
  expect(await signIn.restore()).toEqual(IDENTITY);
  await signIn.token();
  expect(load).toHaveBeenCalledTimes(2);
});

test("the script is loaded from the Frontend API, with the portal's sign-in pages", async () => {
  const clerk = new FakeClerk();
  const loaded = vi.spyOn(clerk, "load");
  vi.spyOn(document.head, "append").mockImplementation((script) => {
    const { src, dataset } = script as HTMLScriptElement;
    expect(src).toMatch(/^https:\/\/clerk\.example\.com\/npm\/@clerk\/clerk-js@5\//);
    expect(dataset.clerkPublishableKey).toBe("pk_test_x");
    vi.stubGlobal("Clerk", clerk);
    (script as HTMLScriptElement).dispatchEvent(new Event("load"));
  });
  const auth = {
    provider: "clerk",
    clerk_url: "https://clerk.example.com",
    publishable_key: "pk_test_x",
    methods: [],
  } as const;
  expect(await loadClerk(auth)).toBe(clerk);
  expect(loaded).toHaveBeenCalledWith({ signInUrl: "/sign-in", signUpUrl: "/sign-up" });
  vi.unstubAllGlobals();
});
