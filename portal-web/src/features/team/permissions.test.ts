import { expect, test } from "vitest";
import type { Role } from "@/lib/api/queries";
import { member, organization } from "@/testing/answers";
import { grantableRoles, isLastOwner, mayManage, mayRename } from "./permissions";

const ROLES = ["owner", "admin", "member"] as const;
const owner = member({ role: "owner" });
const admin = member({ role: "admin" });
const team = (role: Role) => organization({ kind: "team", role });

test.each([
  ["owner", [true, true, true]],
  ["admin", [false, true, true]],
  ["member", [false, false, false]],
] as const)("whom an %s manages of owner, admin and member", (role, expected) => {
  expect(ROLES.map((other) => mayManage(team(role), member({ role: other })))).toEqual(expected);
});

test("nobody gives a role above their own", () => {
  expect(grantableRoles(team("owner"))).toContain("owner");
  expect(grantableRoles(team("admin"))).toEqual(["member", "admin"]);
  expect(grantableRoles(team("member"))).toEqual([]);
});

test("owners and admins rename", () => {
  expect(ROLES.map((role) => mayRename(team(role)))).toEqual([true, true, false]);
});

test("neither a personal organisation nor one managed at Clerk takes members from here", () => {
  expect(grantableRoles(organization({ kind: "personal" }))).toEqual([]);
  expect(grantableRoles({ ...team("owner"), members_managed_in: "clerk" })).toEqual([]);
});

test("the last owner is known", () => {
  expect(isLastOwner(owner, [owner, admin])).toBe(true);
  expect(isLastOwner(owner, [owner, member({ role: "owner", user_id: "other" })])).toBe(false);
  expect(isLastOwner(admin, [owner, admin])).toBe(false);
});
