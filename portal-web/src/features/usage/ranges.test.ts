import { expect, test } from "vitest";
import { daysOf, momentsOf, rangeOf, spanOf } from "./ranges";

const NOW = new Date("2026-11-21T10:30:15Z");

test.each([
  ["", "30d"],
  ["range=7d", "7d"],
  ["range=month", "month"],
  ["range=90d", { first: "2026-08-23", last: "2026-11-21" }],
  ["range=1y", "30d"],
  ["from=2026-11-01&to=2026-11-03", { first: "2026-11-01", last: "2026-11-03" }],
  ["from=2026-11-03&to=2026-11-01", "30d"],
  ["from=yesterday&to=2026-11-01", "30d"],
  ["from=2020-01-01&to=2026-11-01&range=24h", "24h"],
])("the address %j names its range", (search, range) => {
  expect(rangeOf(new URLSearchParams(search), NOW)).toEqual(range);
});

test("days of one's own are whole, the last one included", () => {
  expect(spanOf({ first: "2026-11-01", last: "2026-11-03" })).toEqual({
    from: "2026-11-01T00:00:00.000Z",
    to: "2026-11-04T00:00:00.000Z",
  });
});

test("a named range begins where the sums begin", () => {
  expect(momentsOf("24h", NOW)).toEqual({ from: "2026-11-20T10:00:00.000Z" });
  expect(momentsOf("month", NOW)).toEqual({ from: "2026-11-01T00:00:00.000Z" });
  expect(daysOf("7d", NOW)).toEqual({ first: "2026-11-14", last: "2026-11-21" });
});
