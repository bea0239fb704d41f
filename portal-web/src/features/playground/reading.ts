import type { Dialect } from "@/lib/samples/call";

/** What one frame of a stream, or one whole body, says, whatever its dialect. Absent: nothing of it. */
export interface Said {
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

/** Read the data of one event. Frames that are no JSON (`[DONE]`) say nothing. */
export function readFrame(dialect: Dialect, data: string): Said {
  const body = parsed(data);
  if (!body) return {};
  const fault = errorOf(body);
  if (fault) return { error: fault };
  if (dialect === "anthropic") return readAnthropicEvent(body);
  const source = dialect === "cortensor" ? object(body.data) : body;
  const choice = object(list(source.choices)[0]);
  const text = dialect === "cortensor" ? choice.text : object(choice.delta).content;
  return { ...said(text, choice.finish_reason), ...tokens(source.usage) };
}

/** Read the body of an answer that was not streamed. */
export function readBody(dialect: Dialect, text: string): Said {
  const body = parsed(text);
  if (!body)
    return { error: { code: null, message: text.slice(0, 300) || "The answer is empty.", hint: null } };
  const fault = errorOf(body);
  if (fault) return { error: fault };
  if (dialect === "anthropic") {
    const blocks = list(body.content).map((block) => object(block).text);
    return { ...said(blocks.join(""), body.stop_reason), ...tokens(body.usage) };
  }
  const source = dialect === "cortensor" ? object(body.data) : body;
  const choice = object(list(source.choices)[0]);
  const content = dialect === "cortensor" ? choice.text : object(choice.message).content;
  return { ...said(content, choice.finish_reason), ...tokens(source.usage) };
}

function readAnthropicEvent(event: Json): Said {
  switch (event.type) {
    case "message_start":
      return tokens(object(event.message).usage);
    case "content_block_delta":
      return said(object(event.delta).text, null);
    case "message_delta":
      return { ...said("", object(event.delta).stop_reason), ...tokens(event.usage) };
    default:
      return {};
  }
}

function said(text: unknown, finish: unknown): Said {
  return {
    ...(typeof text === "string" && text !== "" ? { text } : {}),
    ...(typeof finish === "string" ? { finish } : {}),
  };
}

function tokens(usage: unknown): Said {
  const counts = object(usage);
  const input = counts.prompt_tokens ?? counts.input_tokens;
  const output = counts.completion_tokens ?? counts.output_tokens;
  return {
    ...(typeof input === "number" ? { inputTokens: input } : {}),
    ...(typeof output === "number" ? { outputTokens: output } : {}),
  };
}

/** The three error shapes: OpenAI's, Anthropic's, and the envelope of completions. */
function errorOf(body: Json): CallError | null {
  if (typeof body.error !== "object" || body.error === null) return null;
  const error = object(body.error);
  const details = object(error.details);
  return {
    code: text(error.code) ?? text(details.error_code) ?? text(error.type),
    message: text(error.message) ?? "The call failed.",
    hint: text(details.hint),
  };
}

function parsed(text: string): Json | null {
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

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
