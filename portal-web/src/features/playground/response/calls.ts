import type { ToolCall } from "@/lib/samples/call";
import type { CallPiece } from "./chunk";

/** A tool call as far as it has arrived. */
export interface ReceivedCall extends ToolCall {
  index: number;
}

/** `calls` with `pieces` added: each to the call of its index, or as the begin of a further one. */
export function addPieces(
  calls: readonly ReceivedCall[],
  pieces: readonly CallPiece[],
): readonly ReceivedCall[] {
  const added = [...calls];
  for (const piece of pieces) {
    const at = added.findLastIndex(({ index }) => index === piece.index);
    const known = added[at] ?? { index: piece.index, id: "", name: "", arguments: "" };
    const call = {
      index: piece.index,
      id: known.id || (piece.id ?? ""),
      name: known.name || (piece.name ?? ""),
      arguments: known.arguments + (piece.arguments ?? ""),
    };
    if (at < 0) added.push(call);
    else added[at] = call;
  }
  return added;
}
