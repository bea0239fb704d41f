import { expect, test } from "vitest";
import { boundsOf, datesOf, rangeOf, timeRangeOf } from "./ranges";

const NOW = new Date("2026-11-21T10:30:15Z");

test.each([
  ["", "30d"],
  ["range=7d", "7d"],
  ["range=month", "month"],
  ["range=90d", { start: "2026-08-23", end: "2026-11-21" }],
  ["range=1y", "30d"],
  ["from=2026-11-01&to=2026-11-03", { start: "2026-11-01", end: "2026-11-03" }],
  ["from=2026-11-03&to=2026-11-01", "30d"],
  ["from=yesterday&to=2026-11-01", "30d"],
  ["from=2020-01-01&to=2026-11-01&range=24h", "24h"],
])("the query %j is read as its range", (search, range) => {
  expect(rangeOf(new URLSearchParams(search), NOW)).toEqual(range);
});

test("custom dates are whole days, including the last one", () => {
  expect(timeRangeOf({ start: "2026-11-01", end: "2026-11-03" })).toEqual({
    from: "2026-11-01T00:00:00.000Z",
    to: "2026-11-04T00:00:00.000Z",
  });
});

test("a named range starts at a whole hour or month", () => {
  expect(boundsOf("24h", NOW)).toEqual({ from: "2026-11-20T10:00:00.000Z" });
  expect(boundsOf("month", NOW)).toEqual({ from: "2026-11-01T00:00:00.000Z" });
  expect(datesOf("7d", NOW)).toEqual({ start: "2026-11-14", end: "2026-11-21" });
});
