import { act, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { API, me } from "@/testing/answers";
import { open } from "@/testing/open";
import { answers, fails, server } from "@/testing/server";

test("a name is changed, and shown where it is shown", async () => {
  let asked: unknown;
  server.use(
    http.patch(`${API}/portal/profile`, async ({ request }) => {
      asked = await request.json();
      answers("/portal/me", me({ user: { ...me().user, display_name: "Ada L." } }));
      return HttpResponse.json({ ...me().user, display_name: "Ada L." });
    }),
  );
  const { user } = open("/portal/profile");
  const name = await screen.findByLabelText("Name");
  await waitFor(() => expect(name).toHaveValue("Ada"));
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  await user.type(name, " L.");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Your name is saved.")).toBeVisible();
  expect(asked).toEqual({ display_name: "Ada L." });
  await waitFor(() => expect(screen.getByRole("button", { name: "Save" })).toBeDisabled());
});

test("a name that could not be saved stays in the field", async () => {
  fails("patch", "/portal/profile", 503, { code: "database_unavailable", message: "Not right now." });
  const { user } = open("/portal/profile");
  const name = await screen.findByLabelText("Name");
  await waitFor(() => expect(name).toHaveValue("Ada"));
  await user.type(name, "!");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/Not right now/)).toBeVisible();
  expect(name).toHaveValue("Ada!");
});

test("one's data is saved as a file", async () => {
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
  await user.click(await screen.findByRole("button", { name: "Export" }));
  await waitFor(() => expect(names).toEqual(["cortensor-portal-account.json"]));
  expect(await (saved[0] as Blob).text()).toContain("ada@example.com");
});

test("deleting asks for the address, then says goodbye to somebody signed out", async () => {
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
  const ask = await screen.findByRole("button", { name: "Delete account" });
  await waitFor(() => expect(ask).toBeEnabled());
  await user.click(ask);
  const dialog = await screen.findByRole("dialog", { name: "Delete your account?" });
  const really = within(dialog).getByRole("button", { name: "Delete account" });
  expect(really).toBeDisabled();
  await user.type(within(dialog).getByRole("textbox"), "Ada@example.com");
  await user.click(really);
  expect(await screen.findByText("Your account is deleted")).toBeVisible();
  expect(screen.getByText(/One organisation is closed and 2 API keys are revoked/)).toBeVisible();
  await waitFor(() => expect(portal.session.current.status).toBe("signed-out"));
  expect(router.state.location.pathname).toBe("/goodbye");
});

test("who alone owns a team with others is told to hand it on first", async () => {
  fails("delete", "/portal/account", 409, {
    code: "last_owner",
    message: "You are the only owner of an organisation that has other members.",
    hint: "Make another member an owner, or remove the members first.",
  });
  answers("/portal/me", me({ user: { ...me().user, email: null } }));
  const { user, portal } = open("/portal/profile");
  const ask = await screen.findByRole("button", { name: "Delete account" });
  await waitFor(() => expect(ask).toBeEnabled());
  await user.click(ask);
  await user.type(within(await screen.findByRole("dialog")).getByRole("textbox"), "delete{Enter}");
  expect(await screen.findByText(/the only owner of an organisation/)).toBeVisible();
  expect(portal.session.current.status).toBe("signed-in");
});

test("nobody sees the goodbye who has not deleted an account", async () => {
  const { router } = open("/goodbye");
  await waitFor(() => expect(router.state.location.pathname).toBe("/portal/usage"));
});

test("who comes back to the goodbye as somebody else stays signed in", async () => {
  const { portal, router } = open("/portal/profile");
  await waitFor(() => expect(portal.session.current.status).toBe("signed-in"));
  const erased = { closed_organizations: [], revoked_keys: 0, sign_in_deleted: true };
  await act(() => router.navigate("/goodbye", { state: { erased, identity: "somebody before" } }));
  expect(await screen.findByText("Your account is deleted")).toBeVisible();
  expect(portal.session.current.status).toBe("signed-in");
});
