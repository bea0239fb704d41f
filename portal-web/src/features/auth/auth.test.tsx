import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, expect, test, vi } from "vitest";
import { API, key, SECRET } from "@/testing/answers";
import { open } from "@/testing/open";
import { fails, server } from "@/testing/server";
import { PASSWORD, SignInTwin } from "@/testing/sign-in-twin";

afterEach(() => vi.unstubAllGlobals());

async function fill(user: ReturnType<typeof open>["user"], password: string) {
  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), password);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

test("signing in leads to the page that was asked for", async () => {
  const { user, router } = open("/portal/api-keys?create=1", new SignInTwin(null));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  await fill(user, PASSWORD);
  await waitFor(() =>
    expect(router.state.location.pathname + router.state.location.search).toBe("/portal/api-keys?create=1"),
  );
});

test("a wrong password is told without saying which part was wrong", async () => {
  const { user } = open("/sign-in", new SignInTwin(null));
  await fill(user, "wrong");
  expect(await screen.findByRole("alert")).toHaveTextContent("E-mail or password is not right.");
  expect(screen.getByLabelText("E-mail")).toHaveValue("ada@example.com");
});

test("what is missing is told at its field", async () => {
  const { user } = open("/sign-in", new SignInTwin(null));
  await user.click(await screen.findByRole("button", { name: "Sign in" }));
  expect(await screen.findByText("Enter your e-mail address.")).toBeVisible();
  expect(screen.getByLabelText("E-mail")).toBeInvalid();
});

test("only the ways that are switched on are offered", async () => {
  const twin = new SignInTwin(null);
  const { user } = open("/sign-in", twin, ["password", "password_reset", "magic_link"]);
  await user.click(await screen.findByRole("button", { name: "Forgotten?" }));
  await user.type(screen.getByLabelText("E-mail"), "ada@example.com");
  await user.click(screen.getByRole("button", { name: "E-mail me a reset link" }));
  expect(await screen.findByText(/a link to choose a new password is on its way/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Use a link by e-mail" }));
  await user.type(screen.getByLabelText("E-mail"), "bob@example.com");
  await user.click(screen.getByRole("button", { name: "E-mail me a sign-in link" }));
  expect(await screen.findByText(/We sent a link to bob@example.com/)).toBeVisible();
  expect(twin.sentTo).toEqual(["ada@example.com", "bob@example.com"]);
});

test("a wallet is offered where it is switched on and there is one", async () => {
  vi.stubGlobal("ethereum", { request: async () => [] });
  vi.stubGlobal("solana", { signIn: async () => {} });
  const { user, router } = open("/sign-in", new SignInTwin(null), ["password", "ethereum", "solana"]);
  await user.click(await screen.findByRole("button", { name: "Use a Solana wallet" }));
  expect(await screen.findByText("The wallet did not sign.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Use an Ethereum wallet" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/portal/usage"));
});

test("no wallet is offered to a browser without one, nor where it is switched off", async () => {
  open("/sign-in", new SignInTwin(null), ["password", "ethereum"]);
  await screen.findByRole("button", { name: "Sign in" });
  expect(screen.queryByRole("button", { name: /wallet/ })).not.toBeInTheDocument();
  cleanup();
  vi.stubGlobal("ethereum", { request: async () => [] });
  open("/sign-in", new SignInTwin(null), ["password"]);
  await screen.findByRole("button", { name: "Sign in" });
  expect(screen.queryByRole("button", { name: /wallet/ })).not.toBeInTheDocument();
});

test("a link from an e-mail that is too old says so", async () => {
  open("/sign-in?error=access_denied&error_code=otp_expired#error=access_denied", new SignInTwin(null));
  expect(await screen.findByText(/The link has expired or was used already/)).toBeVisible();
});

test("so does one whose error came along with the page that was asked for", async () => {
  open("/sign-in?next=%2Fportal%2Fusage%3Ferror_code%3Dotp_expired", new SignInTwin(null));
  expect(await screen.findByText(/The link has expired or was used already/)).toBeVisible();
});

test("an address that cannot be decoded is a sign-in like any other", async () => {
  open("/sign-in#%E0%A4%A", new SignInTwin(null));
  expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
});

test("an account whose address must be confirmed waits for that", async () => {
  const twin = new SignInTwin(null);
  twin.needsConfirmation = true;
  const { user } = open("/sign-up?next=%2Fportal%2Finvitation%23t", twin);
  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), PASSWORD);
  await user.click(screen.getByRole("button", { name: "Create account" }));
  expect(await screen.findByText("Check your inbox")).toBeVisible();
  expect(twin.leadsTo).toBe("/portal/invitation#t");
});

test("a session that ends in the middle of a form loses nothing of it", async () => {
  const { user, signIn } = open("/portal/api-keys?create=1");
  await user.type(await screen.findByLabelText("Name"), "laptop");
  server.use(
    http.post(`${API}/portal/api-keys`, async ({ request }) => {
      const { name } = (await request.json()) as { name: string };
      return HttpResponse.json({ ...key({ name }), key: SECRET }, { status: 201 });
    }),
  );
  signIn.end();
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Create key" }));
  const again = await screen.findByRole("dialog", { name: "Your session has ended" });
  expect(await within(again).findByLabelText("E-mail")).toHaveValue("ada@example.com");
  await user.type(within(again).getByLabelText("Password"), PASSWORD);
  await user.click(within(again).getByRole("button", { name: "Sign in" }));
  expect(await screen.findByText(/“laptop” is ready/)).toBeVisible();
});

test("signing out forgets the key in hand and leads to the sign-in", async () => {
  const { user, portal, router } = open("/portal/profile");
  portal.keyInHand.take(SECRET);
  await user.click(await screen.findByRole("button", { name: "Sign out here" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  expect(portal.keyInHand.current).toBeNull();
});

test("signing out everywhere says so when it could not be done", async () => {
  const { user, signIn } = open("/portal/profile");
  signIn.isReachable = false;
  await user.click(await screen.findByRole("button", { name: "Sign out everywhere" }));
  expect(await screen.findByText(/cannot be reached right now/)).toBeVisible();
});

test("an account that cannot be loaded shows it, with its request id", async () => {
  fails("get", "/portal/me", 403, { code: "permission_denied", message: "Your account is suspended." });
  open("/portal/profile");
  expect(await screen.findByText(/Your account is suspended/)).toBeVisible();
  expect(screen.getByText("req_01TEST")).toBeVisible();
});
