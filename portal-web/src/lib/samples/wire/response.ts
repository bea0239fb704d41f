import type { Call, JsonObject, Tool, ToolChoice, Turn } from "../call";

/** The body of `POST /v1/responses`, which has neither a seed nor stop sequences. */
export function responseBody({ model, system, turns, stream, parameters, tools, choice, schema }: Call) {
  const { max_tokens, seed: _, stop: __, ...sampling } = parameters;
  const [first] = turns;
  return {
    model,
    ...(system ? { instructions: system } : {}),
    input: turns.length === 1 && first?.role === "user" ? first.text : turns.flatMap(itemsOf),
    ...(max_tokens === undefined ? {} : { max_output_tokens: max_tokens }),
    ...sampling,
    ...(tools?.length ? { tools: tools.map(toolOf), ...choiceOf(choice) } : {}),
    ...(schema ? { text: { format: { type: "json_schema", name: "answer", strict: true, schema } } } : {}),
    store: false,
    ...(stream ? { stream: true } : {}),
  };
}

function itemsOf(turn: Turn): JsonObject[] {
  if (turn.role === "tool")
    return [{ type: "function_call_output", call_id: turn.callId, output: turn.result }];
  const message = turn.text ? [{ role: turn.role, content: turn.text }] : [];
  if (turn.role === "user") return message;
  const calls = (turn.calls ?? []).map(({ id, name, arguments: text }) => ({
    type: "function_call",
    call_id: id,
    name,
    arguments: text,
  }));
  return [...message, ...calls];
}

/** Tools are strict here unless they say otherwise. */
function toolOf({ strict = false, parameters = NO_PARAMETERS, ...tool }: Tool): JsonObject {
  return { type: "function", ...tool, parameters, strict };
}

const NO_PARAMETERS = { type: "object", properties: {} };

function choiceOf(choice: ToolChoice = "auto"): JsonObject {
  if (choice === "auto") return {};
  return { tool_choice: typeof choice === "string" ? choice : { type: "function", ...choice } };
}
