import { expect, test } from "vitest";
import type { Call, Dialect, Turn } from "../call";
import { toWire } from ".";

const SCHEMA = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const TURNS: readonly Turn[] = [
  { role: "user", text: "Compare the weather." },
  {
    role: "assistant",
    text: "Looking.",
    calls: [
      { id: "call_1", name: "get_weather", arguments: '{"city":"Oslo"}' },
      { id: "call_2", name: "get_weather", arguments: '{"city":' },
    ],
  },
  { role: "tool", callId: "call_1", result: "rain" },
  { role: "tool", callId: "call_2", result: "sun" },
];

const bodyOf = (dialect: Dialect, changes: Partial<Call> = {}) =>
  toWire({ dialect, model: "m", system: "", turns: TURNS, stream: false, parameters: {}, ...changes }).body;
const tools = [{ name: "get_weather", description: "Weather.", parameters: SCHEMA }];

test("chat completions send calls and results as messages, arguments as they were written", () => {
  expect(bodyOf("openai").messages).toEqual([
    { role: "user", content: "Compare the weather." },
    {
      role: "assistant",
      content: "Looking.",
      tool_calls: [
        {
          id: "call_1",
          type: "function",
          function: { name: "get_weather", arguments: '{"city":"Oslo"}' },
        },
        { id: "call_2", type: "function", function: { name: "get_weather", arguments: '{"city":' } },
      ],
    },
    { role: "tool", tool_call_id: "call_1", content: "rain" },
    { role: "tool", tool_call_id: "call_2", content: "sun" },
  ]);
});

test("messages send all results in one message, and arguments as an object", () => {
  expect(bodyOf("anthropic").messages).toEqual([
    { role: "user", content: "Compare the weather." },
    {
      role: "assistant",
      content: [
        { type: "text", text: "Looking." },
        { type: "tool_use", id: "call_1", name: "get_weather", input: { city: "Oslo" } },
        { type: "tool_use", id: "call_2", name: "get_weather", input: {} },
      ],
    },
    {
      role: "user",
      content: [
        { type: "tool_result", tool_use_id: "call_1", content: "rain" },
        { type: "tool_result", tool_use_id: "call_2", content: "sun" },
      ],
    },
  ]);
});

test("responses send calls and results as items, and store nothing", () => {
  const body = bodyOf("responses");
  expect(body.store).toBe(false);
  expect(body.input).toEqual([
    { role: "user", content: "Compare the weather." },
    { role: "assistant", content: "Looking." },
    { type: "function_call", call_id: "call_1", name: "get_weather", arguments: '{"city":"Oslo"}' },
    { type: "function_call", call_id: "call_2", name: "get_weather", arguments: '{"city":' },
    { type: "function_call_output", call_id: "call_1", output: "rain" },
    { type: "function_call_output", call_id: "call_2", output: "sun" },
  ]);
});

test("one message of the user is the input of a response as text", () => {
  const body = bodyOf("responses", {
    turns: [{ role: "user", text: "Hello" }],
    system: "Be short.",
    parameters: { max_tokens: 9, seed: 1, stop: "x" },
  });
  expect(body).toEqual({
    model: "m",
    instructions: "Be short.",
    input: "Hello",
    max_output_tokens: 9,
    store: false,
  });
});

test.each([
  [
    "openai",
    { type: "function", function: tools[0] },
    { type: "function", function: { name: "get_weather" } },
  ],
  ["responses", { type: "function", ...tools[0], strict: false }, { type: "function", name: "get_weather" }],
  [
    "anthropic",
    { name: "get_weather", description: "Weather.", input_schema: SCHEMA },
    { type: "tool", name: "get_weather" },
  ],
] as const)("%s define a tool and choose it in their own format", (dialect, tool, choice) => {
  const body = bodyOf(dialect, { tools, choice: { name: "get_weather" } });
  expect(body.tools).toEqual([tool]);
  expect(body.tool_choice).toEqual(choice);
  expect(bodyOf(dialect, { tools, choice: "auto" })).not.toHaveProperty("tool_choice");
  expect(bodyOf(dialect, { choice: "required" })).not.toHaveProperty("tool_choice");
});

test("a required choice is 'any' for messages", () => {
  expect(bodyOf("anthropic", { tools, choice: "required" }).tool_choice).toEqual({ type: "any" });
  expect(bodyOf("openai", { tools, choice: "required" }).tool_choice).toBe("required");
});

test("a schema is sent where each format has it", () => {
  const format = { type: "json_schema", schema: SCHEMA };
  const named = { name: "answer", strict: true, schema: SCHEMA };
  expect(bodyOf("openai", { schema: SCHEMA }).response_format).toEqual({
    type: "json_schema",
    json_schema: named,
  });
  expect(bodyOf("responses", { schema: SCHEMA }).text).toEqual({ format: { type: "json_schema", ...named } });
  expect(bodyOf("anthropic", { schema: SCHEMA }).output_config).toEqual({ format });
});

test("completions send the last text of the user", () => {
  expect(bodyOf("cortensor", { tools, schema: SCHEMA })).toEqual({
    model: "m",
    prompt: "Compare the weather.",
  });
});
