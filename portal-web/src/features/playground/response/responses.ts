import { callPiece, callsOf, type Json, list, object, output, type ParsedChunk, tokens } from "./chunk";
import { errorIn } from "./error";

export function parseResponseEvent(event: Json): ParsedChunk {
  switch (event.type) {
    case "response.output_text.delta":
      return output(event.delta, null);
    case "response.output_item.added": {
      const item = object(event.item);
      return item.type === "function_call"
        ? callsOf([callPiece(event.output_index, item.call_id, item.name, item.arguments)])
        : {};
    }
    case "response.function_call_arguments.delta":
      return callsOf([callPiece(event.output_index, null, null, event.delta)]);
    case "response.completed":
    case "response.incomplete":
    case "response.failed":
      return ending(object(event.response));
    case "error":
      return { error: errorIn(event) };
    default:
      return {};
  }
}

export function parseResponse(body: Json): ParsedChunk {
  const items = list(body.output).map(object);
  const calls = items.flatMap((item, index) =>
    item.type === "function_call" ? [callPiece(index, item.call_id, item.name, item.arguments)] : [],
  );
  const text = items.flatMap((item) => list(item.content).map((part) => object(part).text ?? "")).join("");
  return { ...output(text, null), ...callsOf(calls), ...ending(body) };
}

function ending(response: Json): ParsedChunk {
  if (response.error) return { error: errorIn(object(response.error)), ...tokens(response.usage) };
  const reason = object(response.incomplete_details).reason ?? response.status;
  return { ...output("", reason), ...tokens(response.usage) };
}
