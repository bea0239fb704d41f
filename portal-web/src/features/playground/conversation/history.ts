import type { ToolCall, Turn } from "@/lib/samples/call";
import type { Run } from "../call/run";

/** The calls at the end of the conversation that have no result yet. */
export function callsWithoutResult(turns: readonly Turn[]): readonly ToolCall[] {
  const at = turns.findLastIndex(({ role }) => role !== "tool");
  const turn = turns[at];
  if (turn?.role !== "assistant" || !turn.calls) return [];
  const answered = new Set(turns.slice(at + 1).map((result) => result.role === "tool" && result.callId));
  return turn.calls.filter(({ id }) => !answered.has(id));
}

/** Whether the model has yet to answer: after a message of the user, or results of tools. */
export function awaitsAnswer(turns: readonly Turn[]): boolean {
  const role = turns.at(-1)?.role;
  return role === "user" || (role === "tool" && callsWithoutResult(turns).length === 0);
}

/** Drop a last user turn that got no response; the next one replaces it. */
export function withoutUnanswered(turns: readonly Turn[]): readonly Turn[] {
  return turns.at(-1)?.role === "user" ? turns.slice(0, -1) : turns;
}

/** The turn of the model after `run`, or null: calls count only if they are complete. */
export function answerOf(run: Run): Turn | null {
  if (run.status === "failed") return null;
  const calls = run.status === "done" ? run.toolCalls.map(({ index: _, ...call }) => call) : [];
  if (run.text === "" && calls.length === 0) return null;
  return { role: "assistant", text: run.text, ...(calls.length > 0 ? { calls } : {}) };
}
