import { expect, test } from "vitest";
import type { Role } from "@/lib/api/queries";
import { member, organization } from "@/testing/fixtures";
import { canManageMember, canRename, grantableRoles, isLastOwner } from "./permissions";

const ROLES = ["owner", "admin", "member"] as const;
const owner = member({ role: "owner" });
const admin = member({ role: "admin" });
const team = (role: Role) => organization({ kind: "team", role });

test.each([
  ["owner", [true, true, true]],
  ["admin", [false, true, true]],
  ["member", [false, false, false]],
] as const)("the roles that an %s can manage", (role, expected) => {
  expect(ROLES.map((other) => canManageMember(team(role), member({ role: other })))).toEqual(expected);
});

test("no role can grant a higher one", () => {
  expect(grantableRoles(team("owner"))).toContain("owner");
  expect(grantableRoles(team("admin"))).toEqual(["member", "admin"]);
  expect(grantableRoles(team("member"))).toEqual([]);
});

test("only owners and admins can rename", () => {
  expect(ROLES.map((role) => canRename(team(role)))).toEqual([true, true, false]);
});

test("a personal organisation or one managed in Clerk grants no roles", () => {
  expect(grantableRoles(organization({ kind: "personal" }))).toEqual([]);
  expect(grantableRoles({ ...team("owner"), members_managed_in: "clerk" })).toEqual([]);
});

test("the last owner is recognised", () => {
  expect(isLastOwner(owner, [owner, admin])).toBe(true);
  expect(isLastOwner(owner, [owner, member({ role: "owner", user_id: "other" })])).toBe(false);
  expect(isLastOwner(admin, [owner, admin])).toBe(false);
});
