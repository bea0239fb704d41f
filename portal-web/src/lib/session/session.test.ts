import { expect, test } from "vitest";
import { ADA, PASSWORD, SignInTwin } from "@/testing/sign-in-twin";
import { SessionKeeper, SignInError } from ".";

async function signedIn() {
  const provider = new SignInTwin();
  const session = new SessionKeeper(provider);
  await session.restore();
  return { provider, session };
}

test("a remembered session is unknown until it is restored", async () => {
  const session = new SessionKeeper(new SignInTwin());
  expect(session.current).toEqual({ status: "unknown" });
  await session.restore();
  expect(session.current).toEqual({ status: "signed-in", identity: ADA });
});

test("without anything remembered one is signed out at once", () => {
  expect(new SessionKeeper(new SignInTwin(null)).current).toEqual({ status: "signed-out" });
});

test("a refused token is refreshed once for all who met the refusal", async () => {
  const { session } = await signedIn();
  const first = await session.token();
  const [a, b] = [await session.renewed(first), await session.renewed(first)];
  expect(a).toBe("token-2");
  expect(b).toBe("token-2");
});

test("calls wait while the session has ended, and go on after signing in again", async () => {
  const { provider, session } = await signedIn();
  provider.end();
  const waiting = Promise.all([session.token(), session.renewed("token-1")]);
  await expect.poll(() => session.current.status).toBe("ended");
  await provider.signIn("ada@example.com", PASSWORD);
  expect(await waiting).toEqual(["token-2", "token-2"]);
  expect(session.current.status).toBe("signed-in");
});

test("who leaves instead abandons the calls", async () => {
  const { provider, session } = await signedIn();
  provider.end();
  const waiting = session.token();
  await expect.poll(() => session.current.status).toBe("ended");
  const abandoned = expect(waiting).rejects.toThrow(SignInError);
  await session.signOut();
  await abandoned;
  expect(session.current).toEqual({ status: "signed-out" });
});

test("a call that learns of the end after the leaving does not wait for the next person", async () => {
  const { provider, session } = await signedIn();
  let answer = (_: string | null) => {};
  provider.token = () => new Promise((resolve) => (answer = resolve));
  const late = expect(session.token()).rejects.toMatchObject({ code: "signed_out" });
  await session.signOut();
  answer(null);
  await late;
});

test("who signs in where somebody else was does not make their calls", async () => {
  const { provider, session } = await signedIn();
  provider.end();
  const seen: string[] = [];
  const waiting = expect(session.token()).rejects.toMatchObject({ code: "signed_out" });
  await expect.poll(() => session.current.status).toBe("ended");
  session.subscribe(() => seen.push(session.current.status));
  provider.signInAs({ id: "bob", email: "bob@example.com" });
  await waiting;
  expect(seen).toEqual(["signed-out", "signed-in"]);
});

test("an end that was not asked for is told apart from signing out", async () => {
  const { provider, session } = await signedIn();
  provider.tellEnd();
  expect(session.current).toEqual({ status: "ended", identity: ADA });
});

test("signing out everywhere that cannot be done changes nothing", async () => {
  const { provider, session } = await signedIn();
  provider.isReachable = false;
  await expect(session.signOut(true)).rejects.toThrow(SignInError);
  expect(session.current.status).toBe("signed-in");
});

test("a refresh that cannot be made does not end the session", async () => {
  const { provider, session } = await signedIn();
  provider.isReachable = false;
  await expect(session.renewed("token-1")).rejects.toMatchObject({ code: "unreachable" });
  expect(session.current.status).toBe("signed-in");
});
