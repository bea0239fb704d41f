import type { Dialect } from "@/lib/samples/call";

/** The content of one stream frame or one whole body, independent of the dialect. Absent fields are not in it. */
export interface ParsedChunk {
  text?: string;
  inputTokens?: number;
  outputTokens?: number;
  finish?: string;
  error?: CallError;
}

export interface CallError {
  code: string | null;
  message: string;
  hint: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/** Parse the data of one event. Frames that are not JSON (`[DONE]`) have no content. */
export function parseFrame(dialect: Dialect, data: string): ParsedChunk {
  const body = parseJson(data);
  if (!body) return {};
  const error = errorOf(body);
  if (error) return { error };
  if (dialect === "anthropic") return parseAnthropicEvent(body);
  const source = dialect === "cortensor" ? object(body.data) : body;
  const choice = object(list(source.choices)[0]);
  const text = dialect === "cortensor" ? choice.text : object(choice.delta).content;
  return { ...output(text, choice.finish_reason), ...tokens(source.usage) };
}

/** Parse the body of a response that was not streamed. */
export function parseBody(dialect: Dialect, text: string): ParsedChunk {
  const body = parseJson(text);
  if (!body)
    return { error: { code: null, message: text.slice(0, 300) || "The response is empty.", hint: null } };
  const error = errorOf(body);
  if (error) return { error };
  if (dialect === "anthropic") {
    const blocks = list(body.content).map((block) => object(block).text);
    return { ...output(blocks.join(""), body.stop_reason), ...tokens(body.usage) };
  }
  const source = dialect === "cortensor" ? object(body.data) : body;
  const choice = object(list(source.choices)[0]);
  const content = dialect === "cortensor" ? choice.text : object(choice.message).content;
  return { ...output(content, choice.finish_reason), ...tokens(source.usage) };
}

function parseAnthropicEvent(event: Json): ParsedChunk {
  switch (event.type) {
    case "message_start":
      return tokens(object(event.message).usage);
    case "content_block_delta":
      return output(object(event.delta).text, null);
    case "message_delta":
      return { ...output("", object(event.delta).stop_reason), ...tokens(event.usage) };
    default:
      return {};
  }
}

function output(text: unknown, finish: unknown): ParsedChunk {
  return {
    ...(typeof text === "string" && text !== "" ? { text } : {}),
    ...(typeof finish === "string" ? { finish } : {}),
  };
}

function tokens(usage: unknown): ParsedChunk {
  const counts = object(usage);
  const input = counts.prompt_tokens ?? counts.input_tokens;
  const output = counts.completion_tokens ?? counts.output_tokens;
  return {
    ...(typeof input === "number" ? { inputTokens: input } : {}),
    ...(typeof output === "number" ? { outputTokens: output } : {}),
  };
}

/** Read any of the three error formats: OpenAI's, Anthropic's, and the envelope of completions. */
function errorOf(body: Json): CallError | null {
  if (typeof body.error !== "object" || body.error === null) return null;
  const error = object(body.error);
  const details = object(error.details);
  return {
    code: stringOrNull(error.code) ?? stringOrNull(details.error_code) ?? stringOrNull(error.type),
    message: stringOrNull(error.message) ?? "The request failed.",
    hint: stringOrNull(details.hint),
  };
}

function parseJson(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Json) : null;
  } catch {
    return null;
  }
}

function object(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function stringOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
