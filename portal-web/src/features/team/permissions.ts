import type { Member, Organization, Role } from "@/lib/api/queries";

/** What may be done in an organisation, as the API decides it: what may not be done is not offered. */

/** Whether its name may be changed by whoever is in it with this role. */
export function mayRename({ role }: Organization): boolean {
  return role !== "member";
}

/** Whether it takes people in from here: one person's own does not, nor one that mirrors another service's. */
export function takesMembers({ kind, members_managed_in }: Organization): boolean {
  return kind === "team" && members_managed_in === "portal";
}

/** The roles that may be given in it, to somebody invited or to a member; none: nobody may be invited. */
export function grantableRoles(organization: Organization): readonly Role[] {
  if (!takesMembers(organization) || organization.role === "member") return [];
  return organization.role === "owner" ? ["member", "admin", "owner"] : ["member", "admin"];
}

/** Whether this member's role may be changed, and the member removed. */
export function mayManage(organization: Organization, member: Member): boolean {
  return grantableRoles(organization).includes(member.role);
}

/** An organisation keeps an owner: the last one can neither leave nor step down. */
export function isLastOwner(member: Member, members: readonly Member[]): boolean {
  return member.role === "owner" && members.filter(({ role }) => role === "owner").length === 1;
}
