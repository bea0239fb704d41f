import { expect, test } from "vitest";
import { toWire } from "@/lib/samples/wire";
import { EMPTY_FIELDS, parseParameters } from "./parameters";

const fields = (some: Partial<typeof EMPTY_FIELDS>) => ({ ...EMPTY_FIELDS, ...some });

test("empty fields are not sent", () => {
  expect(parseParameters(EMPTY_FIELDS, "openai")).toEqual({ parameters: {}, errors: {} });
});

test("numbers may have a decimal comma and surrounding spaces", () => {
  const { parameters } = parseParameters(
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
] as const)("%s rejects %j", (dialect, some, name) => {
  expect(Object.keys(parseParameters(fields(some), dialect).errors)).toEqual([name]);
});

test("messages have no seed", () => {
  expect(parseParameters(fields({ seed: "1" }), "anthropic").parameters).toEqual({});
});

test("messages use the older API version only for sampling parameters", () => {
  const call = { dialect: "anthropic", model: "m", system: "", turns: [], stream: false } as const;
  expect(toWire({ ...call, parameters: {} }).headers["anthropic-version"]).toBe("2026-10-21");
  expect(toWire({ ...call, parameters: { temperature: 0 } }).headers["anthropic-version"]).toBe("2023-06-01");
});
