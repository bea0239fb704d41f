import { cn } from "@/components/ui/class-names";
import type { ToolCall, Turn } from "@/lib/samples/call";
import { Cursor } from "./cursor";
import { ToolCallView } from "./tool-call";

/** The turns of a conversation; results of tools stand with their calls. */
export function TurnList({ turns }: { turns: readonly Turn[] }) {
  return turns.map((turn, index) => {
    if (turn.role === "tool") return null;
    if (turn.role === "user") return <TurnView key={index} speaker="You" text={turn.text} />;
    return (
      <TurnView
        key={index}
        speaker="Model"
        text={turn.text}
        calls={turn.calls}
        results={resultsAfter(turns, index)}
      />
    );
  });
}

export function TurnView({
  speaker,
  text,
  calls = [],
  results,
  isStreaming,
}: {
  speaker: "You" | "Model";
  text: string;
  calls?: readonly ToolCall[] | undefined;
  results?: ReadonlyMap<string, string>;
  isStreaming?: boolean;
}) {
  return (
    <div className="mb-5">
      <div className={cn("mb-1 font-medium text-sm", speaker === "You" ? "text-ink-3" : "text-accent")}>
        {speaker}
      </div>
      {(text || calls.length === 0) && (
        <div className="mb-3 whitespace-pre-wrap break-words text-md">
          {text}
          {isStreaming && calls.length === 0 && <Cursor />}
        </div>
      )}
      {calls.map((call, index) => (
        <ToolCallView
          key={index}
          call={call}
          result={results?.get(call.id)}
          isStreaming={isStreaming && index === calls.length - 1}
        />
      ))}
    </div>
  );
}

function resultsAfter(turns: readonly Turn[], index: number): ReadonlyMap<string, string> {
  const results = new Map<string, string>();
  for (const turn of turns.slice(index + 1)) {
    if (turn.role !== "tool") break;
    results.set(turn.callId, turn.result);
  }
  return results;
}
