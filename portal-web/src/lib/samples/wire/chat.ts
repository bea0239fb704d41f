import type { Call, JsonObject, Tool, ToolChoice, Turn } from "../call";

/** The body of `POST /v1/chat/completions`. */
export function chatBody({ model, system, turns, stream, parameters, tools, choice, schema }: Call) {
  return {
    model,
    messages: [...(system ? [{ role: "system", content: system }] : []), ...turns.map(messageOf)],
    ...parameters,
    ...(tools?.length ? { tools: tools.map(toolOf), ...choiceOf(choice) } : {}),
    ...(schema ? { response_format: formatOf(schema) } : {}),
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

function messageOf(turn: Turn): JsonObject {
  if (turn.role === "tool") return { role: "tool", tool_call_id: turn.callId, content: turn.result };
  if (turn.role === "user" || !turn.calls?.length) return { role: turn.role, content: turn.text };
  return {
    role: "assistant",
    content: turn.text || null,
    tool_calls: turn.calls.map(({ id, name, arguments: text }) => ({
      id,
      type: "function",
      function: { name, arguments: text },
    })),
  };
}

function toolOf(tool: Tool): JsonObject {
  return { type: "function", function: tool };
}

function choiceOf(choice: ToolChoice = "auto"): JsonObject {
  if (choice === "auto") return {};
  return { tool_choice: typeof choice === "string" ? choice : { type: "function", function: choice } };
}

function formatOf(schema: JsonObject): JsonObject {
  return { type: "json_schema", json_schema: { name: "answer", strict: true, schema } };
}
