import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { components } from "@/lib/api/schema";
import { API, invitation, me, member, organization } from "@/testing/answers";
import { open } from "@/testing/open";
import { answers, fails, server } from "@/testing/server";

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

/** The profile of Ada, who has this role in a team with Grace. */
async function inTeam(role: Role, others = [GRACE]) {
  const team = organization({ id: TEAM, name: "Engines", kind: "team", role });
  answers("/portal/me", me({ organization: team, organizations: [team, organization()] }));
  answers(MEMBERS, { data: [member({ role }), ...others] });
  answers(INVITATIONS, { data: [invitation({ email: "joan@example.com" })] });
  const page = open("/portal/profile");
  await screen.findByText("Grace");
  return page;
}

test("an owner may do everything but leave a team without an owner", async () => {
  await inTeam("owner");
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

test("an admin is offered nothing that concerns owners", async () => {
  await inTeam("admin", [GRACE, member({ user_id: "owner", display_name: "Olga", role: "owner" })]);
  expect(screen.queryByRole("button", { name: "Remove Olga" })).not.toBeInTheDocument();
  expect(screen.queryByRole("combobox", { name: "Role of Olga" })).not.toBeInTheDocument();
  const roles = screen.getByRole("combobox", { name: "Role of Grace" });
  expect(within(roles).queryByRole("option", { name: "Owner" })).not.toBeInTheDocument();
  expect(await screen.findByText("joan@example.com")).toBeVisible();
});

test("a member sees who is there, and may leave", async () => {
  await inTeam("member", [GRACE, member({ user_id: "owner", display_name: "Olga", role: "owner" })]);
  for (const name of ["Invite", "Rename", "Remove Grace"]) {
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  }
  expect(screen.queryByRole("combobox")).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Leave" })).toBeVisible();
  expect(screen.queryByText("joan@example.com")).not.toBeInTheDocument();
});

test("a personal organisation takes nobody in", async () => {
  open("/portal/profile");
  expect(await screen.findByText(/make a team to share keys/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Invite" })).not.toBeInTheDocument();
  expect(screen.queryByRole("list", { name: "Members" })).not.toBeInTheDocument();
});

test("members managed at Clerk are listed, and changed there", async () => {
  const mirror = organization({ id: TEAM, name: "Engines", kind: "team", members_managed_in: "clerk" });
  answers("/portal/me", me({ organization: mirror, organizations: [mirror] }));
  answers(MEMBERS, { data: [member(), GRACE, member({ user_id: "owner", display_name: "Olga" })] });
  open("/portal/profile");
  expect(await screen.findByText("Grace")).toBeVisible();
  expect(screen.getByText(/managed in Clerk/)).toBeVisible();
  for (const name of ["Invite", "Leave", "Remove Grace"]) {
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  }
  expect(screen.queryByRole("combobox")).not.toBeInTheDocument();
});

test("the link of an invitation is shown once, to be passed on", async () => {
  const { user } = await inTeam("owner");
  let asked: unknown;
  server.use(
    http.post(API + INVITATIONS, async ({ request }) => {
      asked = await request.json();
      return HttpResponse.json(
        { ...invitation({ email: "joan@example.com" }), token: "t0k3n" },
        { status: 201 },
      );
    }),
  );
  await user.click(screen.getByRole("button", { name: "Invite" }));
  await user.type(await screen.findByLabelText("E-mail"), "joan@example.com");
  await user.selectOptions(screen.getByLabelText("Role"), "Admin");
  await user.click(screen.getByRole("button", { name: "Make the link" }));
  expect(await screen.findByText(`${location.origin}/portal/invitation#t0k3n`)).toBeVisible();
  expect(asked).toEqual({ email: "joan@example.com", role: "admin" });
  await user.keyboard("{Escape}");
  expect(screen.getByText(/t0k3n/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(document.documentElement.outerHTML).not.toContain("t0k3n"));
});

test("an address that cannot be invited is told in the form", async () => {
  const { user } = await inTeam("owner");
  await user.click(screen.getByRole("button", { name: "Invite" }));
  await user.click(await screen.findByRole("button", { name: "Make the link" }));
  expect(await screen.findByText("Enter an e-mail address.")).toBeVisible();
  fails("post", INVITATIONS, 409, { code: "conflict", message: "This address belongs to a member already." });
  await user.type(screen.getByLabelText("E-mail"), "grace@example.com");
  await user.click(screen.getByRole("button", { name: "Make the link" }));
  expect(await screen.findByText(/belongs to a member already/)).toBeVisible();
  expect(screen.getByLabelText("E-mail")).toHaveValue("grace@example.com");
});

test("an invitation is withdrawn", async () => {
  const { user } = await inTeam("owner");
  server.use(http.delete(`${API}${INVITATIONS}/:id`, ({ params }) => HttpResponse.json({ id: params.id })));
  const withdraw = await screen.findByRole("button", { name: "Withdraw the invitation of joan@example.com" });
  answers(INVITATIONS, { data: [] });
  await user.click(withdraw);
  expect(await screen.findByText("The invitation of joan@example.com is withdrawn.")).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("heading", { name: "Invited" })).not.toBeInTheDocument());
});

test("a role is changed, and a refusal leaves it as it was", async () => {
  const { user } = await inTeam("owner");
  const role = screen.getByRole("combobox", { name: "Role of Grace" });
  fails("patch", `${MEMBERS}/:user`, 409, { code: "last_owner", message: "An organisation needs an owner." });
  await user.selectOptions(role, "Admin");
  expect(await screen.findByText("An organisation needs an owner.")).toBeVisible();
  await waitFor(() => expect(role).toHaveValue("member"));

  server.use(http.patch(`${API}${MEMBERS}/:user`, () => HttpResponse.json({ ...GRACE, role: "admin" })));
  answers(MEMBERS, { data: [member(), { ...GRACE, role: "admin" }] });
  await user.selectOptions(role, "Admin");
  expect(await screen.findByText("Grace is admin now.")).toBeVisible();
  await waitFor(() => expect(role).toHaveValue("admin"));
});

test("removing a member tells of the keys they leave behind", async () => {
  const { user } = await inTeam("owner");
  server.use(
    http.delete(`${API}${MEMBERS}/:user`, ({ params }) =>
      HttpResponse.json({ user_id: params.user, keys_in_force: 2 }),
    ),
  );
  await user.click(screen.getByRole("button", { name: "Remove Grace" }));
  const dialog = await screen.findByRole("dialog", { name: "Remove Grace?" });
  expect(dialog).toHaveTextContent("keep working");
  answers(MEMBERS, { data: [member()] });
  await user.click(within(dialog).getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("Grace is removed. 2 keys they made still work.")).toBeVisible();
});

test("leaving leads back to one's own organisation", async () => {
  const { user, portal } = await inTeam("member", [GRACE, member({ user_id: "owner", role: "owner" })]);
  portal.organization.choose(TEAM);
  server.use(
    http.delete(`${API}${MEMBERS}/:user`, () => HttpResponse.json({ user_id: "x", keys_in_force: 0 })),
  );
  await user.click(await screen.findByRole("button", { name: "Leave" }));
  answers("/portal/me", me());
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }));
  expect(await screen.findByText("You left Engines.")).toBeVisible();
  expect(portal.organization.current).toBeNull();
});

test("a team is made and acted for at once", async () => {
  const { user, portal } = open("/portal/profile");
  const made = organization({ id: TEAM, name: "Engines", kind: "team" });
  server.use(http.post(`${API}/portal/organizations`, () => HttpResponse.json(made, { status: 201 })));
  await user.click(await screen.findByRole("button", { name: "New team" }));
  await user.click(await screen.findByRole("button", { name: "Make team" }));
  expect(await screen.findByText("Give it a name.")).toBeVisible();
  await user.type(within(screen.getByRole("dialog")).getByLabelText("Name"), "Engines");
  await user.click(screen.getByRole("button", { name: "Make team" }));
  expect(await screen.findByText(/“Engines” is ready/)).toBeVisible();
  expect(portal.organization.current).toBe(TEAM);
});

test("a failure to load members can be tried again", async () => {
  answers("/portal/me", me({ organization: organization({ id: TEAM, kind: "team" }) }));
  fails("get", MEMBERS, 403, { code: "permission_denied", message: "Not you." });
  const { user } = open("/portal/profile");
  expect(await screen.findByText("Members could not be loaded")).toBeVisible();
  answers(MEMBERS, { data: [member()] });
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("list", { name: "Members" })).toBeVisible();
});
