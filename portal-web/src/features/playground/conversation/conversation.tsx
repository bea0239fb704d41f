import { type ReactNode, useEffect, useRef } from "react";
import type { Turn } from "@/lib/samples/call";
import type { Run } from "../call/run";
import { CallErrorMessage } from "./call-error";
import { TurnList, TurnView } from "./turn-list";

/** The conversation so far, the response as it streams, and below them the input for what comes next. */
export function Conversation({
  turns,
  run,
  isRunning,
  invitation,
  children,
}: {
  turns: readonly Turn[];
  run: Run | null;
  isRunning: boolean;
  /** Shown before the first message. */
  invitation: string;
  /** The input. */
  children: ReactNode;
}) {
  const end = useRef<HTMLDivElement>(null);
  const shown = run && (isRunning || run.status === "failed") ? run : null;
  const streamed = shown?.toolCalls.reduce((sum, call) => sum + call.arguments.length + 1, shown.text.length);
  const length = turns.length + (streamed ?? 0);
  useEffect(() => {
    const box = end.current?.parentElement;
    if (box && length > 0) box.scrollTop = box.scrollHeight;
  }, [length]);
  const hasOutput = shown && (shown.text || shown.toolCalls.length > 0);

  return (
    <div className="flex min-h-[26rem] flex-1 flex-col">
      <div
        role="log"
        aria-label="Conversation"
        aria-busy={isRunning}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="max-h-[60vh] flex-1 overflow-y-auto px-4 py-4 sm:px-5"
      >
        {turns.length === 0 && !shown && <p className="py-16 text-center text-ink-3">{invitation}</p>}
        <TurnList turns={turns} />
        {shown && (hasOutput || isRunning) && (
          <TurnView speaker="Model" text={shown.text} calls={shown.toolCalls} isStreaming={isRunning} />
        )}
        {shown?.error && <CallErrorMessage error={shown.error} requestId={shown.requestId} />}
        <div ref={end} />
      </div>
      <div className="border-line border-t p-3 sm:p-4">{children}</div>
    </div>
  );
}
