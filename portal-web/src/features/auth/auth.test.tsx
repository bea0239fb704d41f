import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, expect, test, vi } from "vitest";
import { FakeSignIn, PASSWORD } from "@/testing/fake-sign-in";
import { API, key, SECRET } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockError, server } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());

async function fill(user: ReturnType<typeof open>["user"], password: string) {
  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), password);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

test("sign-in leads to the requested page", async () => {
  const { user, router } = open("/portal/api-keys?create=1", new FakeSignIn(null));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  await fill(user, PASSWORD);
  await waitFor(() =>
    expect(router.state.location.pathname + router.state.location.search).toBe("/portal/api-keys?create=1"),
  );
});

test("a failed sign-in does not reveal whether the e-mail address exists", async () => {
  const { user } = open("/sign-in", new FakeSignIn(null));
  await fill(user, "wrong");
  expect(await screen.findByRole("alert")).toHaveTextContent("E-mail or password is incorrect.");
  expect(screen.getByLabelText("E-mail")).toHaveValue("ada@example.com");
});

test("a missing value is reported at its field", async () => {
  const { user } = open("/sign-in", new FakeSignIn(null));
  await user.click(await screen.findByRole("button", { name: "Sign in" }));
  expect(await screen.findByText("Enter your e-mail address.")).toBeVisible();
  expect(screen.getByLabelText("E-mail")).toBeInvalid();
});

test("only enabled sign-in methods are offered", async () => {
  const provider = new FakeSignIn(null);
  const { user } = open("/sign-in", provider, ["password", "password_reset", "magic_link"]);
  await user.click(await screen.findByRole("button", { name: "Forgot password?" }));
  await user.type(screen.getByLabelText("E-mail"), "ada@example.com");
  await user.click(screen.getByRole("button", { name: "E-mail me a reset link" }));
  expect(await screen.findByText(/a link to choose a new password is on its way/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Use an e-mail link" }));
  await user.type(screen.getByLabelText("E-mail"), "bob@example.com");
  await user.click(screen.getByRole("button", { name: "E-mail me a sign-in link" }));
  expect(await screen.findByText(/We sent a link to bob@example.com/)).toBeVisible();
  expect(provider.sentTo).toEqual(["ada@example.com", "bob@example.com"]);
});

test("wallet sign-in is offered if it is enabled and the browser has a wallet", async () => {
  vi.stubGlobal("ethereum", { request: async () => [] });
  vi.stubGlobal("solana", { signIn: async () => {} });
  const { user, router } = open("/sign-in", new FakeSignIn(null), ["password", "ethereum", "solana"]);
  await user.click(await screen.findByRole("button", { name: "Use a Solana wallet" }));
  expect(await screen.findByText("The wallet did not sign.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Use an Ethereum wallet" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/portal/usage"));
});

test("wallet sign-in is not offered without a wallet or if it is disabled", async () => {
  open("/sign-in", new FakeSignIn(null), ["password", "ethereum"]);
  await screen.findByRole("button", { name: "Sign in" });
  expect(screen.queryByRole("button", { name: /wallet/ })).not.toBeInTheDocument();
  cleanup();
  vi.stubGlobal("ethereum", { request: async () => [] });
  open("/sign-in", new FakeSignIn(null), ["password"]);
  await screen.findByRole("button", { name: "Sign in" });
  expect(screen.queryByRole("button", { name: /wallet/ })).not.toBeInTheDocument();
});

test("an expired e-mail link is reported", async () => {
  open("/sign-in?error=access_denied&error_code=otp_expired#error=access_denied", new FakeSignIn(null));
  expect(await screen.findByText(/The link has expired or was already used/)).toBeVisible();
});

test("an expired e-mail link is reported if its error is inside the next parameter", async () => {
  open("/sign-in?next=%2Fportal%2Fusage%3Ferror_code%3Dotp_expired", new FakeSignIn(null));
  expect(await screen.findByText(/The link has expired or was already used/)).toBeVisible();
});

test("a malformed address still shows the sign-in form", async () => {
  open("/sign-in#%E0%A4%A", new FakeSignIn(null));
  expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
});

test("sign-up waits for the confirmation of the address", async () => {
  const provider = new FakeSignIn(null);
  provider.needsConfirmation = true;
  const { user } = open("/sign-up?next=%2Fportal%2Finvitation%23t", provider);
  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), PASSWORD);
  await user.click(screen.getByRole("button", { name: "Create account" }));
  expect(await screen.findByText("Check your inbox")).toBeVisible();
  expect(provider.confirmationNext).toBe("/portal/invitation#t");
});

test("a session that expires in the middle of a form loses none of its input", async () => {
  const { user, signIn } = open("/portal/api-keys?create=1");
  await user.type(await screen.findByLabelText("Name"), "laptop");
  server.use(
    http.post(`${API}/portal/api-keys`, async ({ request }) => {
      const { name } = (await request.json()) as { name: string };
      return HttpResponse.json({ ...key({ name }), key: SECRET }, { status: 201 });
    }),
  );
  signIn.expire();
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  const again = await screen.findByRole("dialog", { name: "Your session has expired" });
  expect(await within(again).findByLabelText("E-mail")).toHaveValue("ada@example.com");
  await user.type(within(again).getByLabelText("Password"), PASSWORD);
  await user.click(within(again).getByRole("button", { name: "Sign in" }));
  expect(await screen.findByText(/“laptop” is ready/)).toBeVisible();
});

test("sign-out clears the playground key and leads to the sign-in page", async () => {
  const { user, portal, router } = open("/portal/profile");
  portal.playgroundKey.hold(SECRET);
  await user.click(await screen.findByRole("button", { name: "Sign out here" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  expect(portal.playgroundKey.current).toBeNull();
});

test("a failed sign-out everywhere is reported", async () => {
  const { user, signIn } = open("/portal/profile");
  signIn.isReachable = false;
  await user.click(await screen.findByRole("button", { name: "Sign out everywhere" }));
  expect(await screen.findByText(/The sign-in service cannot be reached/)).toBeVisible();
});

test("an account that cannot be loaded shows the error and its request id", async () => {
  mockError("get", "/portal/me", 403, { code: "permission_denied", message: "Your account is suspended." });
  open("/portal/profile");
  expect(await screen.findByText(/Your account is suspended/)).toBeVisible();
  expect(screen.getByText("req_01TEST")).toBeVisible();
});
