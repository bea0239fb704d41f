import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { FakeSignIn, PASSWORD } from "@/testing/fake-sign-in";
import { API } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockError, server } from "@/testing/server";

const TEAM = "00000000-0000-4000-8000-000000000002";
const LINK = "/portal/invitation#t0k3n";

function mockInvitation() {
  server.use(
    http.post(`${API}/portal/invitations/preview`, async ({ request }) => {
      expect(await request.json()).toEqual({ token: "t0k3n" });
      return HttpResponse.json({
        organization_id: TEAM,
        organization_name: "Engines",
        email: "ada@example.com",
        role: "member",
        expires_at: "2026-12-01T00:00:00Z",
      });
    }),
  );
}

test("accepting joins the team and selects it", async () => {
  mockInvitation();
  const { user, portal, router } = open(LINK);
  expect(await screen.findByText("Engines")).toBeVisible();
  server.use(
    http.post(`${API}/portal/invitations/accept`, () =>
      HttpResponse.json({ organization_id: TEAM, accepted: true }),
    ),
  );
  await user.click(screen.getByRole("button", { name: "Accept" }));
  expect(await screen.findByText("You are now a member of Engines.")).toBeVisible();
  await waitFor(() => expect(portal.organization.current).toBe(TEAM));
  expect(router.state.location.pathname).toBe("/portal/profile");
});

test("declining changes nothing", async () => {
  mockInvitation();
  const { user, portal } = open(LINK);
  server.use(
    http.post(`${API}/portal/invitations/decline`, () =>
      HttpResponse.json({ organization_id: TEAM, accepted: false }),
    ),
  );
  await user.click(await screen.findByRole("button", { name: "Decline" }));
  expect(await screen.findByText("Invitation declined.")).toBeVisible();
  expect(portal.organization.current).toBeNull();
});

test("a signed-out user signs in first, then sees the invitation", async () => {
  mockInvitation();
  const { user, router } = open(LINK, new FakeSignIn(null));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), PASSWORD);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("button", { name: "Accept" })).toBeVisible();
});

test("an invitation for another address offers to sign in with another account", async () => {
  mockError("post", "/portal/invitations/preview", 403, {
    code: "permission_denied",
    message: "Another address.",
  });
  const { user, router } = open(LINK);
  expect(await screen.findByText("This invitation is for another address")).toBeVisible();
  expect(await screen.findByText(/signed in as ada@example.com/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Sign in with another account" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  expect(new URLSearchParams(router.state.location.search).get("next")).toBe(LINK);
});

test("a used or expired invitation is reported", async () => {
  mockError("post", "/portal/invitations/preview", 404, {
    code: "resource_not_found",
    message: "This invitation has expired.",
    hint: "Ask for a new invitation.",
  });
  open(LINK);
  expect(await screen.findByText(/This invitation has expired. Ask for a new invitation./)).toBeVisible();
});

test("a link without a token is reported", async () => {
  open("/portal/invitation");
  expect(await screen.findByText("This link is incomplete")).toBeVisible();
});
