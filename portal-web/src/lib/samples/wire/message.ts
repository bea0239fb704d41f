import type { Call, JsonObject, Tool, ToolChoice, Turn } from "../call";

/** Anthropic's API requires `max_tokens`; this is sent if it is not set. */
const DEFAULT_MAX_TOKENS = 512;

/** The body of `POST /v1/messages`. */
export function messageBody({ model, system, turns, stream, parameters, tools, choice, schema }: Call) {
  const { max_tokens = DEFAULT_MAX_TOKENS, stop, seed: _, ...sampling } = parameters;
  return {
    model,
    max_tokens,
    ...(system ? { system } : {}),
    messages: messagesOf(turns),
    ...(tools?.length ? { tools: tools.map(toolOf), ...choiceOf(choice) } : {}),
    ...(schema ? { output_config: { format: { type: "json_schema", schema } } } : {}),
    ...sampling,
    ...(stop === undefined ? {} : { stop_sequences: [stop] }),
    ...(stream ? { stream: true } : {}),
  };
}

/** The results of the tools of one turn are in one message of the user. */
function messagesOf(turns: readonly Turn[]): JsonObject[] {
  const messages: JsonObject[] = [];
  let results: JsonObject[] = [];
  for (const turn of turns) {
    if (turn.role === "tool") {
      if (results.length === 0) messages.push({ role: "user", content: results });
      results.push({ type: "tool_result", tool_use_id: turn.callId, content: turn.result });
      continue;
    }
    results = [];
    messages.push({ role: turn.role, content: contentOf(turn) });
  }
  return messages;
}

function contentOf(turn: Exclude<Turn, { role: "tool" }>): string | JsonObject[] {
  if (turn.role === "user" || !turn.calls?.length) return turn.text;
  return [
    ...(turn.text ? [{ type: "text", text: turn.text }] : []),
    ...turn.calls.map((call) => ({
      type: "tool_use",
      id: call.id,
      name: call.name,
      input: inputOf(call.arguments),
    })),
  ];
}

/** The arguments as the object that Anthropic's API requires. */
function inputOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function toolOf({ parameters = NO_PARAMETERS, ...tool }: Tool): JsonObject {
  return { ...tool, input_schema: parameters };
}

const NO_PARAMETERS = { type: "object", properties: {} };

function choiceOf(choice: ToolChoice = "auto"): JsonObject {
  if (choice === "auto") return {};
  if (typeof choice === "object") return { tool_choice: { type: "tool", ...choice } };
  return { tool_choice: { type: choice === "required" ? "any" : choice } };
}
