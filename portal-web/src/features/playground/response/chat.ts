import { callPiece, callsOf, type Json, list, object, output, type ParsedChunk, tokens } from "./chunk";

/** A chunk or a body of chat completions, or one of completions inside its envelope. */
export function parseChat(source: Json): ParsedChunk {
  const choice = object(list(source.choices)[0]);
  const message = object(choice.delta ?? choice.message);
  const calls = list(message.tool_calls).map((item, position) => {
    const call = object(item);
    const { name, arguments: text } = object(call.function);
    return callPiece(call.index ?? position, call.id, name, text);
  });
  return {
    ...output(choice.text ?? message.content, choice.finish_reason),
    ...callsOf(calls),
    ...tokens(source.usage),
  };
}
