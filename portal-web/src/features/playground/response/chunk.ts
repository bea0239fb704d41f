/** The content of one stream frame or one whole body, independent of the dialect. Absent fields are not in it. */
export interface ParsedChunk {
  text?: string;
  calls?: readonly CallPiece[];
  inputTokens?: number;
  outputTokens?: number;
  finish?: string;
  error?: CallError;
}

/** A part of a tool call. Pieces with one `index` are of one call; the first has its id and name. */
export interface CallPiece {
  index: number;
  id?: string;
  name?: string;
  arguments?: string;
}

export interface CallError {
  code: string | null;
  message: string;
  hint: string | null;
}

export function output(text: unknown, finish: unknown): ParsedChunk {
  return {
    ...(typeof text === "string" && text !== "" ? { text } : {}),
    ...(typeof finish === "string" ? { finish } : {}),
  };
}

export function callsOf(pieces: readonly CallPiece[]): ParsedChunk {
  return pieces.length > 0 ? { calls: pieces } : {};
}

export function callPiece(index: unknown, id: unknown, name: unknown, text: unknown): CallPiece {
  return {
    index: typeof index === "number" ? index : 0,
    ...(typeof id === "string" ? { id } : {}),
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof text === "string" && text !== "" ? { arguments: text } : {}),
  };
}

export function tokens(usage: unknown): ParsedChunk {
  const counts = object(usage);
  const input = counts.prompt_tokens ?? counts.input_tokens;
  const output = counts.completion_tokens ?? counts.output_tokens;
  return {
    ...(typeof input === "number" ? { inputTokens: input } : {}),
    ...(typeof output === "number" ? { outputTokens: output } : {}),
  };
}

export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function stringOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
