import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { ClerkSignIn } from "@/lib/session/clerk/sign-in";
import { FakeClerk, GRACE } from "@/testing/fake-clerk";
import { open } from "@/testing/open";

test("the provider's form replaces the portal's, and leads to the requested page", async () => {
  const clerk = new FakeClerk(null);
  const { router, portal } = open("/portal/api-keys", new ClerkSignIn(async () => clerk), []);
  expect(await screen.findByText("Clerk's sign-in")).toBeVisible();
  expect(screen.queryByLabelText("Password")).not.toBeInTheDocument();
  expect(clerk.mounted?.forceRedirectUrl).toBe("/portal/api-keys");
  expect(clerk.mounted?.signUpUrl).toBe("/sign-up?next=%2Fportal%2Fapi-keys");
  act(() => clerk.become(GRACE));
  await waitFor(() => expect(router.state.location.pathname).toBe("/portal/api-keys"));
  expect(portal.session.current.status).toBe("signed-in");
  expect(clerk.mounted).toBeNull();
});

test("sign-up uses the provider's form", async () => {
  const clerk = new FakeClerk(null);
  open("/sign-up", new ClerkSignIn(async () => clerk), []);
  expect(await screen.findByText("Clerk's sign-up")).toBeVisible();
});

test("a provider form that failed to load can be retried", async () => {
  let attempts = 0;
  const load = async () => {
    attempts += 1;
    if (attempts === 1) throw new Error("offline");
    return new FakeClerk(null);
  };
  const { user } = open("/sign-in", new ClerkSignIn(load), []);
  expect(await screen.findByText(/The sign-in service cannot be reached/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Clerk's sign-in")).toBeVisible();
});

test("the profile opens the provider's account page", async () => {
  const clerk = new FakeClerk(null);
  const { user } = open("/sign-in?next=%2Fportal%2Fprofile", new ClerkSignIn(async () => clerk), []);
  await screen.findByText("Clerk's sign-in");
  act(() => clerk.become(GRACE));
  await user.click(await screen.findByRole("button", { name: "Manage sign-in" }));
  await waitFor(() => expect(clerk.isProfileOpen).toBe(true));
  expect(screen.queryByLabelText("New password")).not.toBeInTheDocument();
});
