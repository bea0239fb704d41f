import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { API } from "@/testing/answers";
import { open } from "@/testing/open";
import { fails, server } from "@/testing/server";
import { PASSWORD, SignInTwin } from "@/testing/sign-in-twin";

const TEAM = "00000000-0000-4000-8000-000000000002";
const LINK = "/portal/invitation#t0k3n";

function invited() {
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

test("accepting joins the team and shows it", async () => {
  invited();
  const { user, portal, router } = open(LINK);
  expect(await screen.findByText("Engines")).toBeVisible();
  server.use(
    http.post(`${API}/portal/invitations/accept`, () =>
      HttpResponse.json({ organization_id: TEAM, accepted: true }),
    ),
  );
  await user.click(screen.getByRole("button", { name: "Accept" }));
  expect(await screen.findByText("You belong to Engines now.")).toBeVisible();
  await waitFor(() => expect(portal.organization.current).toBe(TEAM));
  expect(router.state.location.pathname).toBe("/portal/profile");
});

test("declining leaves everything as it was", async () => {
  invited();
  const { user, portal } = open(LINK);
  server.use(
    http.post(`${API}/portal/invitations/decline`, () =>
      HttpResponse.json({ organization_id: TEAM, accepted: false }),
    ),
  );
  await user.click(await screen.findByRole("button", { name: "Decline" }));
  expect(await screen.findByText("The invitation is declined.")).toBeVisible();
  expect(portal.organization.current).toBeNull();
});

test("who is signed out signs in first, and is brought back", async () => {
  invited();
  const { user, router } = open(LINK, new SignInTwin(null));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), PASSWORD);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("button", { name: "Accept" })).toBeVisible();
});

test("an invitation of another address offers to sign in with that one", async () => {
  fails("post", "/portal/invitations/preview", 403, {
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

test("one that was used or has expired says so", async () => {
  fails("post", "/portal/invitations/preview", 404, {
    code: "resource_not_found",
    message: "This invitation has expired.",
    hint: "Ask for a new invitation.",
  });
  open(LINK);
  expect(await screen.findByText(/This invitation has expired. Ask for a new invitation./)).toBeVisible();
});

test("a link without its end says so", async () => {
  open("/portal/invitation");
  expect(await screen.findByText("This link is not whole")).toBeVisible();
});
