import { expect, test } from "vitest";
import { ADA, FakeSignIn, PASSWORD } from "@/testing/fake-sign-in";
import { SignInError } from "./provider";
import { SessionStore } from "./session-store";

async function signedIn() {
  const provider = new FakeSignIn();
  const session = new SessionStore(provider);
  await session.restore();
  return { provider, session };
}

test("a stored session is unknown until it is restored", async () => {
  const session = new SessionStore(new FakeSignIn());
  expect(session.current).toEqual({ status: "unknown" });
  await session.restore();
  expect(session.current).toEqual({ status: "signed-in", identity: ADA });
});

test("without a stored session the user is signed out at once", () => {
  expect(new SessionStore(new FakeSignIn(null)).current).toEqual({ status: "signed-out" });
});

test("a rejected token is refreshed once for all calls", async () => {
  const { session } = await signedIn();
  const first = await session.token();
  const [a, b] = [await session.renewedToken(first), await session.renewedToken(first)];
  expect(a).toBe("token-2");
  expect(b).toBe("token-2");
});

test("calls wait while the session is expired, and resume after signing in again", async () => {
  const { provider, session } = await signedIn();
  provider.expire();
  const waiting = Promise.all([session.token(), session.renewedToken("token-1")]);
  await expect.poll(() => session.current.status).toBe("expired");
  await provider.signIn("ada@example.com", PASSWORD);
  expect(await waiting).toEqual(["token-2", "token-2"]);
  expect(session.current.status).toBe("signed-in");
});

test("signing out rejects the waiting calls", async () => {
  const { provider, session } = await signedIn();
  provider.expire();
  const waiting = session.token();
  await expect.poll(() => session.current.status).toBe("expired");
  const rejected = expect(waiting).rejects.toThrow(SignInError);
  await session.signOut();
  await rejected;
  expect(session.current).toEqual({ status: "signed-out" });
});

test("a call that finds the session expired after sign-out does not wait for the next user", async () => {
  const { provider, session } = await signedIn();
  let respond = (_: string | null) => {};
  provider.token = () => new Promise((resolve) => (respond = resolve));
  const late = expect(session.token()).rejects.toMatchObject({ code: "signed_out" });
  await session.signOut();
  respond(null);
  await late;
});

test("another user who signs in does not send the calls of the previous one", async () => {
  const { provider, session } = await signedIn();
  provider.expire();
  const statuses: string[] = [];
  const waiting = expect(session.token()).rejects.toMatchObject({ code: "signed_out" });
  await expect.poll(() => session.current.status).toBe("expired");
  session.subscribe(() => statuses.push(session.current.status));
  provider.signInAs({ id: "bob", email: "bob@example.com" });
  await waiting;
  expect(statuses).toEqual(["signed-out", "signed-in"]);
});

test("a session that ends without a sign-out is expired", async () => {
  const { provider, session } = await signedIn();
  provider.expireAndNotify();
  expect(session.current).toEqual({ status: "expired", identity: ADA });
});

test("a failed sign-out everywhere changes nothing", async () => {
  const { provider, session } = await signedIn();
  provider.isReachable = false;
  await expect(session.signOut(true)).rejects.toThrow(SignInError);
  expect(session.current.status).toBe("signed-in");
});

test("a failed refresh does not end the session", async () => {
  const { provider, session } = await signedIn();
  provider.isReachable = false;
  await expect(session.renewedToken("token-1")).rejects.toMatchObject({ code: "unreachable" });
  expect(session.current.status).toBe("signed-in");
});
