import type { Dialect } from "@/lib/samples/call";
import { parseChat } from "./chat";
import { type Json, object, type ParsedChunk } from "./chunk";
import { errorOf } from "./error";
import { parseMessage, parseMessageEvent } from "./messages";
import { parseResponse, parseResponseEvent } from "./responses";

type Parse = (body: Json) => ParsedChunk;

const parseEnvelope: Parse = (body) => parseChat(object(body.data));

const PARSERS: Readonly<Record<Dialect, { frame: Parse; body: Parse }>> = {
  openai: { frame: parseChat, body: parseChat },
  responses: { frame: parseResponseEvent, body: parseResponse },
  anthropic: { frame: parseMessageEvent, body: parseMessage },
  cortensor: { frame: parseEnvelope, body: parseEnvelope },
};

/** Parse the data of one event. Frames that are not JSON (`[DONE]`) have no content. */
export function parseFrame(dialect: Dialect, data: string): ParsedChunk {
  const frame = parseJson(data);
  if (!frame) return {};
  const error = errorOf(frame);
  return error ? { error } : PARSERS[dialect].frame(frame);
}

/** Parse the body of a response that was not streamed. */
export function parseBody(dialect: Dialect, text: string): ParsedChunk {
  const body = parseJson(text);
  if (!body)
    return { error: { code: null, message: text.slice(0, 300) || "The response is empty.", hint: null } };
  const error = errorOf(body);
  return error ? { error } : PARSERS[dialect].body(body);
}

function parseJson(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Json) : null;
  } catch {
    return null;
  }
}
