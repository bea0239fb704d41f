import { expect, test } from "vitest";
import { formatCount, formatShare, formatUsd } from "./numbers";
import { formatDuration, formatWindow } from "./times";

test.each([
  [formatCount(99_999), "99,999"],
  [formatCount(123_456), "123.5K"],
  [formatShare(1, 3), "33.3%"],
  [formatShare(0, 0), "–"],
  [formatDuration(85.4), "85 ms"],
  [formatDuration(1240), "1.24 s"],
  [formatDuration(125_000), "2 m 5 s"],
  [formatWindow(60), "minute"],
  [formatWindow(18_000), "5 hours"],
  [formatWindow(604_800), "week"],
  [formatWindow(90), "90 seconds"],
  [formatUsd(123_000), "$0.000123"],
])("formats %s", (formatted, expected) => {
  expect(formatted).toBe(expected);
});
