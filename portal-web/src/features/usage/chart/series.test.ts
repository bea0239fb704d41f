import { expect, test } from "vitest";
import type { UsageSummary } from "@/lib/api/queries";
import { key, summary } from "@/testing/fixtures";
import { columnsOf } from "./columns";
import { layers } from "./layers";
import { seriesOf } from "./series";

const DAY = {
  day: "2026-11-20",
  requests: 9,
  models: ["a", "b", "c", "d", "e", "f", "g"].map((model, index) => ({
    model,
    requests: 7 - index,
    total_tokens: 10,
  })),
  keys: [{ key_id: key().id, name: "staging", requests: 9, total_tokens: 70 }],
};

const USAGE = summary({
  by_day: [DAY],
  by_model: DAY.models,
  by_key: DAY.keys,
} as unknown as UsageSummary);

test("bars are stacked by model, with models beyond the colours combined", () => {
  const series = seriesOf("requests", "model", USAGE);
  expect(series.map(({ label }) => label)).toEqual(["a", "b", "c", "d", "e", "Others"]);
  const tops = layers(columnsOf(USAGE).columns, series).map(({ bars }) => bars[0]?.[1]);
  expect(tops).toEqual([7, 13, 18, 22, 25, 28]);
});

test("series of keys are labelled with the keys' names", () => {
  const [first] = seriesOf("tokens", "key", USAGE);
  expect([first?.label, first?.value(DAY)]).toEqual(["staging", 70]);
});

test("a short range has hourly bars, including hours without usage", () => {
  const usage = summary({
    start: "2026-11-20T10:00:00Z",
    end: "2026-11-21T11:00:00Z",
    by_hour: [{ hour: "2026-11-21T09:00:00Z", requests: 3 }],
  } as UsageSummary);
  const { unit, columns } = columnsOf(usage);
  expect(unit).toBe("hour");
  expect(columns.map(({ counts }) => counts.requests ?? 0)).toEqual([...Array(23).fill(0), 3, 0]);
});
