/** One inference call, independent of the dialect. The playground sends it; the docs show it as code. */
export interface Call {
  dialect: Dialect;
  model: string;
  /** Not used for completions, which take one prompt. */
  system: string;
  /** Alternating, ending with the user's. Completions send the text of the last one as the prompt. */
  turns: readonly Turn[];
  stream: boolean;
  parameters: Parameters;
}

export interface Turn {
  role: "user" | "assistant";
  text: string;
}

export type Dialect = "openai" | "anthropic" | "cortensor";

/** Only parameters that are set are sent. */
export interface Parameters {
  max_tokens?: number;
  temperature?: number;
  top_p?: number;
  seed?: number;
  stop?: string;
}

export const DIALECTS: Readonly<Record<Dialect, { label: string; path: string }>> = {
  openai: { label: "Chat completions", path: "/v1/chat/completions" },
  anthropic: { label: "Messages", path: "/v1/messages" },
  cortensor: { label: "Completions", path: "/v1/completions" },
};

/** Anthropic's API requires `max_tokens`; this is sent if it is not set. */
export const DEFAULT_MAX_TOKENS = 512;

/** The version that has sampling parameters, and the newest one, which does not. */
const ANTHROPIC_CLASSIC = "2023-06-01";
const ANTHROPIC_NEWEST = "2026-10-21";

export interface WireRequest {
  path: string;
  /** Without the authorization header. */
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** The HTTP request for `call`. */
export function toWire(call: Call): WireRequest {
  const { path } = DIALECTS[call.dialect];
  const headers = { "content-type": "application/json" };
  if (call.dialect === "anthropic") {
    const version = hasSampling(call.parameters) ? ANTHROPIC_CLASSIC : ANTHROPIC_NEWEST;
    return { path, headers: { ...headers, "anthropic-version": version }, body: anthropicBody(call) };
  }
  return { path, headers, body: call.dialect === "openai" ? openaiBody(call) : cortensorBody(call) };
}

/** Whether `parameters` need the version of Anthropic's API that has sampling parameters. */
export function hasSampling(parameters: Parameters): boolean {
  return parameters.temperature !== undefined || parameters.top_p !== undefined;
}

function openaiBody({ model, system, turns, stream, parameters }: Call): Record<string, unknown> {
  return {
    model,
    messages: [
      ...(system ? [{ role: "system", content: system }] : []),
      ...turns.map(({ role, text }) => ({ role, content: text })),
    ],
    ...parameters,
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

function anthropicBody({ model, system, turns, stream, parameters }: Call): Record<string, unknown> {
  const { max_tokens = DEFAULT_MAX_TOKENS, stop, seed: _, ...sampling } = parameters;
  return {
    model,
    max_tokens,
    ...(system ? { system } : {}),
    messages: turns.map(({ role, text }) => ({ role, content: text })),
    ...sampling,
    ...(stop === undefined ? {} : { stop_sequences: [stop] }),
    ...(stream ? { stream: true } : {}),
  };
}

function cortensorBody({ model, turns, stream, parameters }: Call): Record<string, unknown> {
  return { model, prompt: turns.at(-1)?.text ?? "", ...parameters, ...(stream ? { stream: true } : {}) };
}
