import { expect, test } from "vitest";
import { key } from "@/testing/fixtures";
import { completedSteps } from "./steps";

const unused = { last_used_at: null, requests_7d: 0 };

test.each([
  ["no keys", [], { key: false, call: false }],
  ["an unused key", [key(unused)], { key: true, call: false }],
  ["an unused key that is revoked", [key({ ...unused, status: "revoked" })], { key: false, call: false }],
  ["a call more than a week ago", [key({ requests_7d: 0 })], { key: true, call: true }],
  ["a recent call", [key({ ...unused, requests_7d: 1 })], { key: true, call: true }],
] as const)("%s", (_, keys, completed) => {
  expect(completedSteps(keys)).toEqual(completed);
});
