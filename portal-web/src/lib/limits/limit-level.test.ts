import { expect, test } from "vitest";
import type { Allowance } from "../api/queries";
import { mostUrgentLimit } from "./limit-level";

const limit = (seconds: number, used: number, scope: Allowance["scope"] = "organization"): Allowance => ({
  name: `${seconds}`,
  scope,
  limit: 100,
  used,
  seconds,
  resets_at: "2026-11-21T00:00:00Z",
});

test.each([
  [[limit(18_000, 79), limit(604_800, 10)], null],
  [[limit(18_000, 80), limit(604_800, 10)], { seconds: 18_000, level: "near" }],
  [[limit(18_000, 85), limit(604_800, 90)], { seconds: 604_800, level: "near" }],
  [[limit(18_000, 100), limit(604_800, 90)], { seconds: 18_000, level: "reached" }],
  [[limit(60, 100, "key")], null],
  [[limit(60, 100), limit(18_000, 85)], { seconds: 18_000, level: "near" }],
])("the banner shows the most urgent limit, case %#", (allowance, expected) => {
  const urgent = mostUrgentLimit(allowance);
  if (expected === null) expect(urgent).toBeNull();
  else expect(urgent).toMatchObject(expected);
});
