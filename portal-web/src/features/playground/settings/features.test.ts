import { expect, test } from "vitest";
import { parseSchema, parseTools, SAMPLE_SCHEMA, SAMPLE_TOOLS } from "./definitions";
import { NO_FEATURES, parseFeatures } from "./feature-settings";

const SCHEMA = { type: "object" };

test.each([
  { name: "f", description: "d", parameters: SCHEMA, strict: true },
  { type: "function", name: "f", description: "d", parameters: SCHEMA, strict: true },
  { type: "function", function: { name: "f", description: "d", parameters: SCHEMA, strict: true } },
  { name: "f", description: "d", input_schema: SCHEMA, strict: true },
])("a tool may be defined in any API format: %j", (tool) => {
  const parsed = { value: [{ name: "f", description: "d", parameters: SCHEMA, strict: true }] };
  expect(parseTools(JSON.stringify([tool]))).toEqual(parsed);
  expect(parseTools(JSON.stringify(tool))).toEqual(parsed);
});

test.each([
  ["[{", /^Not JSON: /],
  ['[{"name": "f"}, {}]', /^Tool 2 needs a name\.$/],
  ['["f"]', /^Tool 1 needs a name\.$/],
  ['[{"name": "f"}, {"name": "f"}]', /^Two tools are named f\.$/],
])("what is wrong with tools is said: %s", (text, error) => {
  expect(parseTools(text).error).toMatch(error);
});

test("empty texts define nothing, and the samples are valid", () => {
  expect([parseTools(" "), parseTools("[]"), parseSchema("")]).toEqual([{}, {}, {}]);
  expect(parseTools(SAMPLE_TOOLS).value?.[0]?.name).toBe("get_weather");
  expect(parseSchema(SAMPLE_SCHEMA).value).toHaveProperty("properties.city");
  expect(parseSchema("[]").error).toBe("A JSON schema is an object.");
});

test("features have no effect where the model or the format has none", () => {
  const fields = { tools: SAMPLE_TOOLS, choice: "required", schema: "{" };
  expect(parseFeatures(fields, "openai", [])).toEqual({ call: {}, errors: {} });
  expect(parseFeatures(fields, "cortensor", ["json", "tools"])).toEqual({ call: {}, errors: {} });
  const tools = parseFeatures(fields, "openai", ["tools"]);
  expect(tools).toMatchObject({ call: { choice: "required" }, errors: {} });
  expect(parseFeatures(fields, "openai", ["json"]).errors.schema).toMatch(/^Not JSON/);
});

test("a chosen tool that is no longer defined is not chosen", () => {
  const choiceWith = (choice: string) =>
    parseFeatures({ ...NO_FEATURES, tools: SAMPLE_TOOLS, choice }, "openai", ["tools"]).call.choice;
  expect(choiceWith("tool:get_weather")).toEqual({ name: "get_weather" });
  expect(choiceWith("tool:gone")).toBe("auto");
});
