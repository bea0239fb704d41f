import type { Role } from "@/lib/api/queries";

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
};

export const ROLE_NOTES: Readonly<Record<Role, string>> = {
  owner: "Owners have full access.",
  admin: "Admins can do everything except manage owners.",
  member: "Members can view everything and create their own keys.",
};
