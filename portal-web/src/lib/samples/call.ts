/** One inference call, independent of the dialect. The playground sends it; the docs show it as code. */
export interface Call {
  dialect: Dialect;
  model: string;
  /** Not used for completions, which take one prompt. */
  system: string;
  /** Ending with the user's, or with results of tools. Completions send the user's last text as the prompt. */
  turns: readonly Turn[];
  stream: boolean;
  parameters: Parameters;
  /** Not used for completions, like `choice` and `schema`. */
  tools?: readonly Tool[];
  /** Without one the model decides. */
  choice?: ToolChoice;
  /** The JSON schema that the answer must fit; without one it is text. */
  schema?: JsonObject;
}

export type Turn =
  | { role: "user"; text: string }
  | { role: "assistant"; text: string; calls?: readonly ToolCall[] }
  | { role: "tool"; callId: string; result: string };

/** A call of a tool by the model. Its arguments are as it wrote them: they need not be JSON. */
export interface ToolCall {
  id: string;
  name: string;
  arguments: string;
}

export interface Tool {
  name: string;
  description?: string;
  /** JSON schema of the arguments. */
  parameters?: JsonObject;
  strict?: boolean;
}

export type ToolChoice = "auto" | "none" | "required" | { name: string };

export type JsonObject = Readonly<Record<string, unknown>>;

export type Dialect = "openai" | "responses" | "anthropic" | "cortensor";

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
  responses: { label: "Responses", path: "/v1/responses" },
  anthropic: { label: "Messages", path: "/v1/messages" },
  cortensor: { label: "Completions", path: "/v1/completions" },
};

/** Whether calls of `dialect` are conversations, with a system message, tools and output formats. */
export function isConversational(dialect: Dialect): boolean {
  return dialect !== "cortensor";
}

/** Whether `parameters` need the version of Anthropic's API that has sampling parameters. */
export function hasSampling(parameters: Parameters): boolean {
  return parameters.temperature !== undefined || parameters.top_p !== undefined;
}
