import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { ClerkSignIn } from "@/lib/session/clerk";
import { ClerkTwin, GRACE } from "@/testing/clerk-twin";
import { open } from "@/testing/open";

test("the provider's form stands in the place of ours, and leads to the page that was asked for", async () => {
  const clerk = new ClerkTwin(null);
  const { router, portal } = open("/portal/api-keys", new ClerkSignIn(async () => clerk), []);
  expect(await screen.findByText("Clerk's sign-in")).toBeVisible();
  expect(screen.queryByLabelText("Password")).not.toBeInTheDocument();
  expect(clerk.shown?.forceRedirectUrl).toBe("/portal/api-keys");
  expect(clerk.shown?.signUpUrl).toBe("/sign-up?next=%2Fportal%2Fapi-keys");
  act(() => clerk.become(GRACE));
  await waitFor(() => expect(router.state.location.pathname).toBe("/portal/api-keys"));
  expect(portal.session.current.status).toBe("signed-in");
  expect(clerk.shown).toBeNull();
});

test("signing up is the provider's too", async () => {
  const clerk = new ClerkTwin(null);
  open("/sign-up", new ClerkSignIn(async () => clerk), []);
  expect(await screen.findByText("Clerk's sign-up")).toBeVisible();
});

test("a form that could not be loaded can be asked for again", async () => {
  let attempts = 0;
  const load = async () => {
    attempts += 1;
    if (attempts === 1) throw new Error("offline");
    return new ClerkTwin(null);
  };
  const { user } = open("/sign-in", new ClerkSignIn(load), []);
  expect(await screen.findByText(/Sign-in cannot be reached right now/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Clerk's sign-in")).toBeVisible();
});

test("the profile leads to where the provider keeps address and password", async () => {
  const clerk = new ClerkTwin(null);
  const { user } = open("/sign-in?next=%2Fportal%2Fprofile", new ClerkSignIn(async () => clerk), []);
  await screen.findByText("Clerk's sign-in");
  act(() => clerk.become(GRACE));
  await user.click(await screen.findByRole("button", { name: "Manage sign-in" }));
  await waitFor(() => expect(clerk.isProfileOpen).toBe(true));
  expect(screen.queryByLabelText("New password")).not.toBeInTheDocument();
});
