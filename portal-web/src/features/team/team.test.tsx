import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { components } from "@/lib/api/schema";
import { API, invitation, me, member, organization } from "@/testing/fixtures";
import { open } from "@/testing/open";
import { mockError, mockGet, server } from "@/testing/server";

type Role = components["schemas"]["Member"]["role"];

const TEAM = "00000000-0000-4000-8000-000000000002";
const GRACE = member({
  user_id: "00000000-0000-4000-8000-0000000000bb",
  email: "grace@example.com",
  display_name: "Grace",
  role: "member",
});
const MEMBERS = `/portal/organizations/${TEAM}/members`;
const INVITATIONS = `/portal/organizations/${TEAM}/invitations`;

/** Open the profile of Ada, who has this role in a team with Grace. */
async function openTeam(role: Role, others = [GRACE]) {
  const team = organization({ id: TEAM, name: "Engines", kind: "team", role });
  mockGet("/portal/me", me({ organization: team, organizations: [team, organization()] }));
  mockGet(MEMBERS, { data: [member({ role }), ...others] });
  mockGet(INVITATIONS, { data: [invitation({ email: "joan@example.com" })] });
  const page = open("/portal/profile");
  await screen.findByText("Grace");
  return page;
}

test("an owner has all permissions except leaving a team without an owner", async () => {
  await openTeam("owner");
  const roles = screen.getByRole("combobox", { name: "Role of Grace" });
  expect(
    within(roles)
      .getAllByRole("option")
      .map(({ textContent }) => textContent),
  ).toEqual(["Member", "Admin", "Owner"]);
  expect(screen.getByRole("button", { name: "Remove Grace" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Invite" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Leave" })).not.toBeInTheDocument();
  expect(screen.queryByRole("combobox", { name: "Role of Ada" })).not.toBeInTheDocument();
});

test("an admin cannot manage owners", async () => {
  await openTeam("admin", [GRACE, member({ user_id: "owner", display_name: "Olga", role: "owner" })]);
  expect(screen.queryByRole("button", { name: "Remove Olga" })).not.toBeInTheDocument();
  expect(screen.queryByRole("combobox", { name: "Role of Olga" })).not.toBeInTheDocument();
  const roles = screen.getByRole("combobox", { name: "Role of Grace" });
  expect(within(roles).queryByRole("option", { name: "Owner" })).not.toBeInTheDocument();
  expect(await screen.findByText("joan@example.com")).toBeVisible();
});

test("a member can view the members and leave", async () => {
  await openTeam("member", [GRACE, member({ user_id: "owner", display_name: "Olga", role: "owner" })]);
  for (const name of ["Invite", "Rename", "Remove Grace"]) {
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  }
  expect(screen.queryByRole("combobox")).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Leave" })).toBeVisible();
  expect(screen.queryByText("joan@example.com")).not.toBeInTheDocument();
});

test("a personal organisation has no members section", async () => {
  open("/portal/profile");
  expect(await screen.findByText(/create a team to share keys/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Invite" })).not.toBeInTheDocument();
  expect(screen.queryByRole("list", { name: "Members" })).not.toBeInTheDocument();
});

test("members managed in Clerk are listed but cannot be changed", async () => {
  const mirror = organization({ id: TEAM, name: "Engines", kind: "team", members_managed_in: "clerk" });
  mockGet("/portal/me", me({ organization: mirror, organizations: [mirror] }));
  mockGet(MEMBERS, { data: [member(), GRACE, member({ user_id: "owner", display_name: "Olga" })] });
  open("/portal/profile");
  expect(await screen.findByText("Grace")).toBeVisible();
  expect(screen.getByText(/managed in Clerk/)).toBeVisible();
  for (const name of ["Invite", "Leave", "Remove Grace"]) {
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  }
  expect(screen.queryByRole("combobox")).not.toBeInTheDocument();
});

test("an invitation link is shown once", async () => {
  const { user } = await openTeam("owner");
  let body: unknown;
  server.use(
    http.post(API + INVITATIONS, async ({ request }) => {
      body = await request.json();
      return HttpResponse.json(
        { ...invitation({ email: "joan@example.com" }), token: "t0k3n" },
        { status: 201 },
      );
    }),
  );
  await user.click(screen.getByRole("button", { name: "Invite" }));
  await user.type(await screen.findByLabelText("E-mail"), "joan@example.com");
  await user.selectOptions(screen.getByLabelText("Role"), "Admin");
  await user.click(screen.getByRole("button", { name: "Create link" }));
  expect(await screen.findByText(`${location.origin}/portal/invitation#t0k3n`)).toBeVisible();
  expect(body).toEqual({ email: "joan@example.com", role: "admin" });
  await user.keyboard("{Escape}");
  expect(screen.getByText(/t0k3n/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(document.documentElement.outerHTML).not.toContain("t0k3n"));
});

test("an address that cannot be invited is reported in the form", async () => {
  const { user } = await openTeam("owner");
  await user.click(screen.getByRole("button", { name: "Invite" }));
  await user.click(await screen.findByRole("button", { name: "Create link" }));
  expect(await screen.findByText("Enter an e-mail address.")).toBeVisible();
  mockError("post", INVITATIONS, 409, {
    code: "conflict",
    message: "This address belongs to a member already.",
  });
  await user.type(screen.getByLabelText("E-mail"), "grace@example.com");
  await user.click(screen.getByRole("button", { name: "Create link" }));
  expect(await screen.findByText(/belongs to a member already/)).toBeVisible();
  expect(screen.getByLabelText("E-mail")).toHaveValue("grace@example.com");
});

test("an invitation can be withdrawn", async () => {
  const { user } = await openTeam("owner");
  server.use(http.delete(`${API}${INVITATIONS}/:id`, ({ params }) => HttpResponse.json({ id: params.id })));
  const withdraw = await screen.findByRole("button", {
    name: "Withdraw the invitation for joan@example.com",
  });
  mockGet(INVITATIONS, { data: [] });
  await user.click(withdraw);
  expect(await screen.findByText("The invitation for joan@example.com was withdrawn.")).toBeVisible();
  await waitFor(() =>
    expect(screen.queryByRole("heading", { name: "Pending invitations" })).not.toBeInTheDocument(),
  );
});

test("a role can be changed, and a rejected change is reverted", async () => {
  const { user } = await openTeam("owner");
  const role = screen.getByRole("combobox", { name: "Role of Grace" });
  mockError("patch", `${MEMBERS}/:user`, 409, {
    code: "last_owner",
    message: "An organisation needs an owner.",
  });
  await user.selectOptions(role, "Admin");
  expect(await screen.findByText("An organisation needs an owner.")).toBeVisible();
  await waitFor(() => expect(role).toHaveValue("member"));

  server.use(http.patch(`${API}${MEMBERS}/:user`, () => HttpResponse.json({ ...GRACE, role: "admin" })));
  mockGet(MEMBERS, { data: [member(), { ...GRACE, role: "admin" }] });
  await user.selectOptions(role, "Admin");
  expect(await screen.findByText("The role of Grace is now Admin.")).toBeVisible();
  await waitFor(() => expect(role).toHaveValue("admin"));
});

test("removing a member reports their keys that are still active", async () => {
  const { user } = await openTeam("owner");
  server.use(
    http.delete(`${API}${MEMBERS}/:user`, ({ params }) =>
      HttpResponse.json({ user_id: params.user, revoked_keys: 0, keys_in_force: 2 }),
    ),
  );
  await user.click(screen.getByRole("button", { name: "Remove Grace" }));
  const dialog = await screen.findByRole("dialog", { name: "Remove Grace?" });
  expect(dialog).toHaveTextContent("keep working");
  mockGet(MEMBERS, { data: [member()] });
  await user.click(within(dialog).getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("Grace was removed. 2 keys they created are still active.")).toBeVisible();
});

test("removing a member revokes their keys on request", async () => {
  const { user } = await openTeam("owner");
  let asked = "";
  server.use(
    http.delete(`${API}${MEMBERS}/:user`, ({ request, params }) => {
      asked = new URL(request.url).search;
      return HttpResponse.json({ user_id: params.user, revoked_keys: 2, keys_in_force: 0 });
    }),
  );
  await user.click(screen.getByRole("button", { name: "Remove Grace" }));
  const dialog = await screen.findByRole("dialog", { name: "Remove Grace?" });
  await user.click(within(dialog).getByLabelText("Revoke the API keys that they created"));
  mockGet(MEMBERS, { data: [member()] });
  await user.click(within(dialog).getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("Grace was removed. 2 keys they created were revoked.")).toBeVisible();
  expect(asked).toBe("?revoke_keys=true");
});

test("leaving a team selects the personal organisation", async () => {
  const { user, portal } = await openTeam("member", [GRACE, member({ user_id: "owner", role: "owner" })]);
  portal.organization.select(TEAM);
  server.use(
    http.delete(`${API}${MEMBERS}/:user`, () =>
      HttpResponse.json({ user_id: "x", revoked_keys: 0, keys_in_force: 0 }),
    ),
  );
  await user.click(await screen.findByRole("button", { name: "Leave" }));
  mockGet("/portal/me", me());
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }));
  expect(await screen.findByText("You left Engines.")).toBeVisible();
  expect(portal.organization.current).toBeNull();
});

test("a new team is selected", async () => {
  const { user, portal } = open("/portal/profile");
  const team = organization({ id: TEAM, name: "Engines", kind: "team" });
  server.use(http.post(`${API}/portal/organizations`, () => HttpResponse.json(team, { status: 201 })));
  await user.click(await screen.findByRole("button", { name: "New team" }));
  await user.click(await screen.findByRole("button", { name: "Create team" }));
  expect(await screen.findByText("Enter a name.")).toBeVisible();
  await user.type(within(screen.getByRole("dialog")).getByLabelText("Name"), "Engines");
  await user.click(screen.getByRole("button", { name: "Create team" }));
  expect(await screen.findByText(/“Engines” was created/)).toBeVisible();
  expect(portal.organization.current).toBe(TEAM);
});

test("a failure to load members can be retried", async () => {
  mockGet("/portal/me", me({ organization: organization({ id: TEAM, kind: "team" }) }));
  mockError("get", MEMBERS, 403, { code: "permission_denied", message: "Not you." });
  const { user } = open("/portal/profile");
  expect(await screen.findByText("Members could not be loaded")).toBeVisible();
  mockGet(MEMBERS, { data: [member()] });
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("list", { name: "Members" })).toBeVisible();
});
