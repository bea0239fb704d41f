import { callPiece, callsOf, type Json, list, object, output, type ParsedChunk, tokens } from "./chunk";

export function parseMessageEvent(event: Json): ParsedChunk {
  switch (event.type) {
    case "message_start":
      return tokens(object(event.message).usage);
    case "content_block_start": {
      const block = object(event.content_block);
      return block.type === "tool_use" ? callsOf([callPiece(event.index, block.id, block.name, null)]) : {};
    }
    case "content_block_delta": {
      const delta = object(event.delta);
      if (delta.type === "input_json_delta")
        return callsOf([callPiece(event.index, null, null, delta.partial_json)]);
      return output(delta.text, null);
    }
    case "message_delta":
      return { ...output("", object(event.delta).stop_reason), ...tokens(event.usage) };
    default:
      return {};
  }
}

export function parseMessage(body: Json): ParsedChunk {
  const blocks = list(body.content).map(object);
  const calls = blocks.flatMap((block, index) =>
    block.type === "tool_use" ? [callPiece(index, block.id, block.name, JSON.stringify(block.input))] : [],
  );
  const text = blocks.map((block) => block.text ?? "").join("");
  return { ...output(text, body.stop_reason), ...callsOf(calls), ...tokens(body.usage) };
}
