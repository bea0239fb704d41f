import { expect, test } from "vitest";
import { key } from "@/testing/answers";
import { stepsTaken } from "./steps";

const unused = { last_used_at: null, requests_7d: 0 };

test.each([
  ["nothing yet", [], { key: false, call: false }],
  ["a key that was never used", [key(unused)], { key: true, call: false }],
  ["a key that was revoked unused", [key({ ...unused, status: "revoked" })], { key: false, call: false }],
  ["a call long ago", [key({ requests_7d: 0 })], { key: true, call: true }],
  ["a call just now", [key({ ...unused, requests_7d: 1 })], { key: true, call: true }],
] as const)("%s", (_, keys, taken) => {
  expect(stepsTaken(keys)).toEqual(taken);
});
