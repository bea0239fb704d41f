import type { Member, Organization, Role } from "@/lib/api/queries";

/** The permissions of the API, so that pages offer only what it allows. */

/** Whether the user's role may change the name. */
export function canRename({ role }: Organization): boolean {
  return role !== "member";
}

/** Whether members are managed in the portal: not in a personal organisation, nor in one mirrored from Clerk. */
export function hasManagedMembers({ kind, members_managed_in }: Organization): boolean {
  return kind === "team" && members_managed_in === "portal";
}

/** The roles the user may grant to members and invitees; if empty, the user cannot invite. */
export function grantableRoles(organization: Organization): readonly Role[] {
  if (!hasManagedMembers(organization) || organization.role === "member") return [];
  return organization.role === "owner" ? ["member", "admin", "owner"] : ["member", "admin"];
}

/** Whether the user may change this member's role and remove the member. */
export function canManageMember(organization: Organization, member: Member): boolean {
  return grantableRoles(organization).includes(member.role);
}

/** An organisation needs an owner, so the last one can neither leave nor change roles. */
export function isLastOwner(member: Member, members: readonly Member[]): boolean {
  return member.role === "owner" && members.filter(({ role }) => role === "owner").length === 1;
}
