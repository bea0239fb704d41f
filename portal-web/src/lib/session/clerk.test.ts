import { afterEach, expect, test, vi } from "vitest";
import { ClerkTwin, GRACE } from "@/testing/clerk-twin";
import { SessionKeeper } from ".";
import { ClerkSignIn } from "./clerk";
import { loadClerk } from "./clerk-script";

const IDENTITY = { id: "user_grace", email: "grace@example.com" };
const PAST = "expires=Thu, 01 Jan 1970 00:00:00 GMT";

afterEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: the browser has no other way that Clerk would use
  document.cookie = `__client_uat_x1=; ${PAST}`;
});

async function signedIn(clerk = new ClerkTwin()) {
  // biome-ignore lint/suspicious/noDocumentCookie: as Clerk notes it
  document.cookie = "__client_uat_x1=1700000000";
  const session = new SessionKeeper(new ClerkSignIn(async () => clerk));
  await session.restore();
  return { clerk, session };
}

test("nothing of Clerk is loaded for who never signed in", () => {
  const load = vi.fn();
  expect(new SessionKeeper(new ClerkSignIn(load)).current).toEqual({ status: "signed-out" });
  expect(load).not.toHaveBeenCalled();
});

test("a session is restored, with tokens for the API", async () => {
  const { session } = await signedIn();
  expect(session.current).toEqual({ status: "signed-in", identity: IDENTITY });
  expect(await session.token()).toBe("clerk-token-1");
  expect(await session.renewed("clerk-token-1")).toBe("clerk-token-2");
});

test("a session that ends elsewhere is told, one that changes hands is not ended in between", async () => {
  const { clerk, session } = await signedIn();
  clerk.become(GRACE);
  expect(session.current.status).toBe("signed-in");
  clerk.become(null);
  expect(session.current).toEqual({ status: "ended", identity: IDENTITY });
  const waiting = session.token();
  clerk.become(GRACE);
  expect(await waiting).toBe("clerk-token-1");
});

test("a refused session waits for the person; one that cannot be asked for does not", async () => {
  const { clerk, session } = await signedIn();
  clerk.fault = new Error("offline");
  await expect(session.token()).rejects.toMatchObject({ code: "unreachable" });
  expect(session.current.status).toBe("signed-in");
  clerk.fault = Object.assign(new Error("gone"), { status: 401 });
  const waiting = session.token();
  await expect.poll(() => session.current.status).toBe("ended");
  clerk.fault = null;
  clerk.become(GRACE);
  expect(await waiting).toBe("clerk-token-1");
});

test("signing out everywhere ends the other sessions too, and says when it could not", async () => {
  const revoke = vi.fn();
  const getSessions = async () => ["sess_1", "sess_2"].map((id) => ({ id, revoke: async () => revoke(id) }));
  const { clerk, session } = await signedIn(new ClerkTwin({ ...GRACE, getSessions }));
  clerk.fault = new Error("offline");
  await expect(session.signOut()).rejects.toMatchObject({ code: "unreachable" });
  expect(session.current.status).toBe("signed-in");
  clerk.fault = null;
  await session.signOut(true);
  expect(session.current).toEqual({ status: "signed-out" });
  expect(revoke.mock.calls.at(-1)).toEqual(["sess_2"]);
  expect(revoke).not.toHaveBeenCalledWith("sess_1");
});

test("a script that could not be loaded is asked for again", async () => {
  const load = vi.fn().mockRejectedValueOnce(new Error("offline")).mockResolvedValue(new ClerkTwin());
  const signIn = new ClerkSignIn(load);
  await expect(signIn.restore()).rejects.toMatchObject({ code: "unreachable" });
  expect(await signIn.restore()).toEqual(IDENTITY);
  await signIn.token();
  expect(load).toHaveBeenCalledTimes(2);
});

test("the script comes from the Frontend API, and tells Clerk where the portal's pages are", async () => {
  const clerk = new ClerkTwin();
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
