import { expect, test } from "vitest";
import { parseBody, parseFrame } from ".";

const json = JSON.stringify;

test.each([
  ["openai", { choices: [{ delta: { role: "assistant", content: "" } }] }, {}],
  ["openai", { choices: [{ delta: { content: "Hi" }, finish_reason: null }] }, { text: "Hi" }],
  ["openai", { choices: [{ delta: {}, finish_reason: "stop" }] }, { finish: "stop" }],
  [
    "openai",
    { choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } },
    { inputTokens: 3, outputTokens: 5 },
  ],
  [
    "anthropic",
    { type: "message_start", message: { usage: { input_tokens: 7, output_tokens: 0 } } },
    { inputTokens: 7, outputTokens: 0 },
  ],
  ["anthropic", { type: "content_block_delta", delta: { type: "text_delta", text: "Hi" } }, { text: "Hi" }],
  [
    "anthropic",
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } },
    { finish: "end_turn", outputTokens: 5 },
  ],
  ["anthropic", { type: "ping" }, {}],
  [
    "cortensor",
    { status: "ok", error: null, data: { choices: [{ text: "Hi", finish_reason: null }] } },
    { text: "Hi" },
  ],
  [
    "cortensor",
    {
      status: "ok",
      error: null,
      data: {
        choices: [{ text: "", finish_reason: "length" }],
        usage: { prompt_tokens: 1, completion_tokens: 2 },
      },
    },
    { finish: "length", inputTokens: 1, outputTokens: 2 },
  ],
] as const)("a frame of %s: %j", (dialect, frame, parsed) => {
  expect(parseFrame(dialect, json(frame))).toEqual(parsed);
});

test("the terminator has no content", () => {
  expect(parseFrame("openai", "[DONE]")).toEqual({});
});

test.each([
  [
    "openai",
    { error: { message: "No.", type: "server_error", param: null, code: "stream_interrupted" } },
    "stream_interrupted",
  ],
  [
    "anthropic",
    {
      type: "error",
      error: { type: "api_error", message: "No.", details: { error_code: "stream_interrupted" } },
    },
    "stream_interrupted",
  ],
  ["anthropic", { type: "error", error: { type: "api_error", message: "No." } }, "api_error"],
  [
    "cortensor",
    {
      status: "failed",
      data: null,
      error: { code: "stream_interrupted", message: "No.", details: { hint: "Later." } },
    },
    "stream_interrupted",
  ],
] as const)("an error frame of %s is parsed as an error: %j", (dialect, frame, code) => {
  expect(parseFrame(dialect, json(frame)).error).toMatchObject({ code, message: "No." });
});

test.each([
  [
    "openai",
    {
      choices: [{ message: { content: "Hi" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    },
  ],
  [
    "anthropic",
    {
      content: [{ type: "text", text: "Hi" }],
      stop_reason: "stop",
      usage: { input_tokens: 1, output_tokens: 2 },
    },
  ],
  [
    "cortensor",
    {
      error: null,
      data: {
        choices: [{ text: "Hi", finish_reason: "stop" }],
        usage: { prompt_tokens: 1, completion_tokens: 2 },
      },
    },
  ],
] as const)("a whole body of %s", (dialect, body) => {
  expect(parseBody(dialect, json(body))).toEqual({
    text: "Hi",
    finish: "stop",
    inputTokens: 1,
    outputTokens: 2,
  });
});

test("a body that is not JSON is an error with its text", () => {
  expect(parseBody("openai", "<h1>Bad gateway</h1>").error?.message).toBe("<h1>Bad gateway</h1>");
});
