import { expect, test } from "vitest";
import type { Dialect } from "@/lib/samples/call";
import { parseBody, parseFrame } from ".";
import { addPieces, type ReceivedCall } from "./calls";

const json = JSON.stringify;

/** The calls after frames of a stream. */
function callsIn(dialect: Dialect, frames: readonly unknown[]): readonly ReceivedCall[] {
  return frames.reduce<readonly ReceivedCall[]>(
    (calls, frame) => addPieces(calls, parseFrame(dialect, json(frame)).calls ?? []),
    [],
  );
}

const delta = (...tool_calls: unknown[]) => ({ choices: [{ delta: { tool_calls }, finish_reason: null }] });
const CALLS = [
  { index: 0, id: "a", name: "f", arguments: '{"x":1}' },
  { index: 1, id: "b", name: "g", arguments: "" },
];

test("chat completions: fragments go to the call of their index", () => {
  expect(
    callsIn("openai", [
      delta({ index: 0, id: "a", type: "function", function: { name: "f", arguments: "" } }),
      delta({ index: 0, function: { arguments: '{"x"' } }),
      delta({ index: 1, id: "b", type: "function", function: { name: "g", arguments: "" } }),
      delta({ index: 0, function: { arguments: ":1}" } }),
    ]),
  ).toEqual(CALLS);
});

test("messages: a block of type tool_use is a call, its index counts all blocks", () => {
  expect(
    callsIn("anthropic", [
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      {
        type: "content_block_start",
        index: 1,
        content_block: { type: "tool_use", id: "a", name: "f", input: {} },
      },
      { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: '{"x"' } },
      { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: ":1}" } },
      { type: "content_block_stop", index: 1 },
    ]),
  ).toEqual([{ index: 1, id: "a", name: "f", arguments: '{"x":1}' }]);
});

test("responses: a call has its call_id, and the finished arguments do not count twice", () => {
  const item = { type: "function_call", id: "fc_1", call_id: "a", name: "f", arguments: "" };
  expect(
    callsIn("responses", [
      { type: "response.output_item.added", output_index: 0, item },
      { type: "response.function_call_arguments.delta", output_index: 0, delta: '{"x":1}' },
      { type: "response.function_call_arguments.done", output_index: 0, arguments: '{"x":1}' },
      { type: "response.output_item.done", output_index: 0, item: { ...item, arguments: '{"x":1}' } },
    ]),
  ).toEqual([CALLS[0]]);
});

test.each([
  [
    "openai",
    {
      choices: [
        {
          message: {
            content: null,
            tool_calls: [
              { id: "a", type: "function", function: { name: "f", arguments: '{"x":1}' } },
              { id: "b", type: "function", function: { name: "g", arguments: "" } },
            ],
          },
          finish_reason: "tool_calls",
        },
      ],
    },
    { calls: CALLS, finish: "tool_calls" },
  ],
  [
    "anthropic",
    { content: [{ type: "tool_use", id: "a", name: "f", input: { x: 1 } }], stop_reason: "tool_use" },
    { calls: [CALLS[0]], finish: "tool_use" },
  ],
  [
    "responses",
    {
      status: "completed",
      error: null,
      incomplete_details: null,
      output: [{ type: "function_call", call_id: "a", name: "f", arguments: '{"x":1}' }],
      usage: { input_tokens: 1, output_tokens: 2 },
    },
    { calls: [CALLS[0]], finish: "completed", inputTokens: 1, outputTokens: 2 },
  ],
] as const)("a whole body of %s with calls", (dialect, body, parsed) => {
  const { calls = [], ...rest } = parseBody(dialect, json(body));
  expect({ ...rest, calls: addPieces([], calls) }).toEqual(parsed);
});

test.each([
  [{ type: "response.output_text.delta", delta: "Hi" }, { text: "Hi" }],
  [{ type: "response.created", response: { status: "in_progress", error: null } }, {}],
  [
    {
      type: "response.completed",
      response: { status: "completed", usage: { input_tokens: 3, output_tokens: 5 } },
    },
    { finish: "completed", inputTokens: 3, outputTokens: 5 },
  ],
  [
    {
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
    },
    { finish: "max_output_tokens" },
  ],
  [
    {
      type: "response.failed",
      response: { status: "failed", error: { code: "model_output_invalid", message: "No." } },
    },
    { error: { code: "model_output_invalid", message: "No.", hint: null } },
  ],
  [
    { type: "error", code: "server_error", message: "No.", param: null, sequence_number: 3 },
    { error: { code: "server_error", message: "No.", hint: null } },
  ],
])("an event of a response: %j", (event, parsed) => {
  expect(parseFrame("responses", json(event))).toEqual(parsed);
});
