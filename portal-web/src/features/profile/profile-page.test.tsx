import { act, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { PASSWORD } from "@/testing/fake-sign-in";
import { API, me } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockError, mockGet, server } from "@/testing/server";

test("a new name is saved", async () => {
  let body: unknown;
  server.use(
    http.patch(`${API}/portal/profile`, async ({ request }) => {
      body = await request.json();
      mockGet("/portal/me", me({ user: { ...me().user, display_name: "Ada L." } }));
      return HttpResponse.json({ ...me().user, display_name: "Ada L." });
    }),
  );
  const { user } = open("/portal/profile");
  const name = await screen.findByLabelText("Name");
  await waitFor(() => expect(name).toHaveValue("Ada"));
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  await user.type(name, " L.");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Name saved.")).toBeVisible();
  expect(body).toEqual({ display_name: "Ada L." });
  await waitFor(() => expect(screen.getByRole("button", { name: "Save" })).toBeDisabled());
});

test("a failure to save the name keeps the input", async () => {
  mockError("patch", "/portal/profile", 503, { code: "database_unavailable", message: "Not right now." });
  const { user } = open("/portal/profile");
  const name = await screen.findByLabelText("Name");
  await waitFor(() => expect(name).toHaveValue("Ada"));
  await user.type(name, "!");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/Not right now/)).toBeVisible();
  expect(name).toHaveValue("Ada!");
});

test("the user's data is downloaded as a file", async () => {
  server.use(http.get(`${API}/portal/account/export`, () => HttpResponse.json({ user: me().user })));
  const saved: (string | Blob | MediaSource)[] = [];
  URL.createObjectURL = vi.fn((file) => {
    saved.push(file);
    return "blob:x";
  });
  URL.revokeObjectURL = vi.fn();
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  const { user } = open("/portal/profile");
  await user.click(await screen.findByRole("button", { name: "Export your data" }));
  await waitFor(() => expect(names).toEqual(["cortensor-portal-account.json"]));
  expect(await (saved[0] as Blob).text()).toContain("ada@example.com");
});

test("deleting the account asks for the address, then confirms and signs out", async () => {
  const { user, portal, router } = open("/portal/profile");
  server.use(
    http.delete(`${API}/portal/account`, () =>
      HttpResponse.json({
        user_id: me().user.id,
        closed_organizations: [me().organization.id],
        revoked_keys: 2,
        sign_in_deleted: true,
      }),
    ),
  );
  const button = await screen.findByRole("button", { name: "Delete account" });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  const dialog = await screen.findByRole("dialog", { name: "Delete your account?" });
  const confirm = within(dialog).getByRole("button", { name: "Delete account" });
  expect(confirm).toBeDisabled();
  await user.type(within(dialog).getByRole("textbox"), "Ada@example.com");
  await user.type(within(dialog).getByLabelText("Your password, to sign in again"), PASSWORD);
  await user.click(confirm);
  expect(await screen.findByText("Your account is deleted")).toBeVisible();
  expect(screen.getByText(/One organisation was closed and 2 API keys were revoked/)).toBeVisible();
  await waitFor(() => expect(portal.session.current.status).toBe("signed-out"));
  expect(router.state.location.pathname).toBe("/account-deleted");
});

test("a wrong password deletes nothing", async () => {
  const { user, portal } = open("/portal/profile");
  const deletion = vi.fn();
  server.use(http.delete(`${API}/portal/account`, deletion));
  const button = await screen.findByRole("button", { name: "Delete account" });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByRole("textbox"), "ada@example.com");
  await user.type(within(dialog).getByLabelText("Your password, to sign in again"), "wrong{Enter}");
  expect(await within(dialog).findByText("E-mail or password is incorrect.")).toBeVisible();
  expect(deletion).not.toHaveBeenCalled();
  expect(portal.session.current.status).toBe("signed-in");
});

test("who signed in too long ago signs in again and comes back to the profile", async () => {
  mockError("delete", "/portal/account", 403, {
    code: "recent_sign_in_required",
    message: "Sign in again to do this.",
  });
  mockGet("/portal/me", me({ user: { ...me().user, email: null } }));
  const { user, portal, router } = open("/portal/profile");
  const button = await screen.findByRole("button", { name: "Delete account" });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).queryByLabelText(/password/)).not.toBeInTheDocument();
  await user.type(within(dialog).getByRole("textbox"), "delete{Enter}");
  await user.click(await within(dialog).findByRole("button", { name: "Sign in again" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  expect(router.state.location.search).toBe("?next=%2Fportal%2Fprofile");
  expect(portal.session.current.status).toBe("signed-out");
});

test("the only owner of a team with other members cannot delete the account", async () => {
  mockError("delete", "/portal/account", 409, {
    code: "last_owner",
    message: "You are the only owner of an organisation that has other members.",
    hint: "Make another member an owner, or remove the members first.",
  });
  mockGet("/portal/me", me({ user: { ...me().user, email: null } }));
  const { user, portal } = open("/portal/profile");
  const button = await screen.findByRole("button", { name: "Delete account" });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  await user.type(within(await screen.findByRole("dialog")).getByRole("textbox"), "delete{Enter}");
  expect(await screen.findByText(/the only owner of an organisation/)).toBeVisible();
  expect(portal.session.current.status).toBe("signed-in");
});

test("the confirmation page is not shown without a deletion", async () => {
  const { router } = open("/account-deleted");
  await waitFor(() => expect(router.state.location.pathname).toBe("/portal/usage"));
});

test("another user who opens the confirmation page stays signed in", async () => {
  const { portal, router } = open("/portal/profile");
  await waitFor(() => expect(portal.session.current.status).toBe("signed-in"));
  const result = { closed_organizations: [], revoked_keys: 0, sign_in_deleted: true };
  await act(() => router.navigate("/account-deleted", { state: { result, userId: "previous user" } }));
  expect(await screen.findByText("Your account is deleted")).toBeVisible();
  expect(portal.session.current.status).toBe("signed-in");
});
