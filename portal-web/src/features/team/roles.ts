import type { Role } from "@/lib/api/queries";

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
};

export const ROLE_NOTES: Readonly<Record<Role, string>> = {
  owner: "An owner may do everything.",
  admin: "An admin may do everything but what concerns owners.",
  member: "A member sees everything, and makes keys of their own.",
};
