/** One inference call, in words that all dialects share. The playground makes it; the docs show it as code. */
export interface Call {
  dialect: Dialect;
  model: string;
  /** Not for completions, which take one prompt. */
  system: string;
  /** Alternating, the last one the user's. Completions take the text of the last one as prompt. */
  turns: readonly Turn[];
  stream: boolean;
  parameters: Parameters;
}

export interface Turn {
  role: "user" | "assistant";
  text: string;
}

export type Dialect = "openai" | "anthropic" | "cortensor";

/** Only those set are sent. */
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

/** Anthropic's API wants a bound; this is it where none was chosen. */
export const DEFAULT_MAX_TOKENS = 512;

/** The version that still has sampling parameters, and the newest, which has none. */
const ANTHROPIC_CLASSIC = "2023-06-01";
const ANTHROPIC_NEWEST = "2026-10-21";

export interface Wire {
  path: string;
  /** Besides the key. */
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** What goes over the wire for `call`. */
export function wire(call: Call): Wire {
  const { path } = DIALECTS[call.dialect];
  const headers = { "content-type": "application/json" };
  if (call.dialect === "anthropic") {
    const version = samples(call.parameters) ? ANTHROPIC_CLASSIC : ANTHROPIC_NEWEST;
    return { path, headers: { ...headers, "anthropic-version": version }, body: anthropicBody(call) };
  }
  return { path, headers, body: call.dialect === "openai" ? openaiBody(call) : cortensorBody(call) };
}

/** Whether a parameter is set that only the classic version of Anthropic's API has. */
export function samples(parameters: Parameters): boolean {
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
