import { expect, test } from "vitest";
import { wire } from "@/lib/samples/call";
import { NOTHING_SET, readParameters } from "./parameters";

const fields = (some: Partial<typeof NOTHING_SET>) => ({ ...NOTHING_SET, ...some });

test("what is left empty is not sent", () => {
  expect(readParameters(NOTHING_SET, "openai")).toEqual({ parameters: {}, faults: {} });
});

test("numbers are read as people write them", () => {
  const { parameters } = readParameters(
    fields({ temperature: "0,5", max_tokens: " 200 ", seed: "-3" }),
    "openai",
  );
  expect(parameters).toEqual({ temperature: 0.5, max_tokens: 200, seed: -3 });
});

test.each([
  ["openai", { temperature: "2.1" }, "temperature"],
  ["anthropic", { temperature: "1.1" }, "temperature"],
  ["openai", { max_tokens: "1.5" }, "max_tokens"],
  ["openai", { max_tokens: "0" }, "max_tokens"],
  ["openai", { top_p: "much" }, "top_p"],
] as const)("%s refuses %j", (dialect, some, name) => {
  expect(Object.keys(readParameters(fields(some), dialect).faults)).toEqual([name]);
});

test("a seed is nothing for messages", () => {
  expect(readParameters(fields({ seed: "1" }), "anthropic").parameters).toEqual({});
});

test("messages are sent under the version that has what is asked for", () => {
  const call = { dialect: "anthropic", model: "m", system: "", turns: [], stream: false } as const;
  expect(wire({ ...call, parameters: {} }).headers["anthropic-version"]).toBe("2026-10-21");
  expect(wire({ ...call, parameters: { temperature: 0 } }).headers["anthropic-version"]).toBe("2023-06-01");
});
