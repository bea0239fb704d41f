import { type Call, DIALECTS, hasSampling } from "../call";
import { chatBody } from "./chat";
import { completionBody } from "./completion";
import { messageBody } from "./message";
import { responseBody } from "./response";

/** The version that has sampling parameters, and the newest one, which does not. */
const ANTHROPIC_CLASSIC = "2023-06-01";
const ANTHROPIC_NEWEST = "2026-10-21";

export interface WireRequest {
  path: string;
  /** Without the authorization header. */
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

const BODIES = {
  openai: chatBody,
  responses: responseBody,
  anthropic: messageBody,
  cortensor: completionBody,
} as const;

/** The HTTP request for `call`. */
export function toWire(call: Call): WireRequest {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (call.dialect === "anthropic") {
    headers["anthropic-version"] = hasSampling(call.parameters) ? ANTHROPIC_CLASSIC : ANTHROPIC_NEWEST;
  }
  return { path: DIALECTS[call.dialect].path, headers, body: BODIES[call.dialect](call) };
}
