import { type KeyboardEvent, useEffect, useRef } from "react";
import { cn } from "@/components/ui/class-names";
import { Button } from "@/components/ui/controls/button";
import type { Dialect, Turn } from "@/lib/samples/call";
import { CallErrorMessage } from "./call-error";
import type { Run } from "./run";

/** The conversation so far, the response as it streams, and the input for the next message. */
export function Conversation({
  turns,
  run,
  isRunning,
  dialect,
  draft,
  onDraft,
  onSend,
  onStop,
  disabledReason,
}: {
  turns: readonly Turn[];
  run: Run | null;
  isRunning: boolean;
  dialect: Dialect;
  draft: string;
  onDraft: (text: string) => void;
  onSend: () => void;
  onStop: () => void;
  /** Why no message can be sent, or null. */
  disabledReason: string | null;
}) {
  const end = useRef<HTMLDivElement>(null);
  const shown = run && (isRunning || run.status === "failed") ? run : null;
  const length = turns.length + (shown?.text.length ?? 0);
  useEffect(() => {
    const box = end.current?.parentElement;
    if (box && length > 0) box.scrollTop = box.scrollHeight;
  }, [length]);

  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  };

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
        {turns.length === 0 && !shown && (
          <p className="py-16 text-center text-ink-3">
            {dialect === "cortensor" ? "Enter a prompt below." : "Enter a message below."}
          </p>
        )}
        {turns.map((turn, index) => (
          <TurnText key={index} speaker={turn.role} text={turn.text} />
        ))}
        {shown && (shown.text || isRunning) && (
          <TurnText speaker="assistant" text={shown.text} isStreaming={isRunning} />
        )}
        {shown?.error && <CallErrorMessage error={shown.error} requestId={shown.requestId} />}
        <div ref={end} />
      </div>
      <div className="border-line border-t p-3 sm:p-4">
        <textarea
          aria-label={dialect === "cortensor" ? "Prompt" : "Message"}
          rows={3}
          value={draft}
          onChange={(event) => onDraft(event.target.value)}
          onKeyDown={keyDown}
          placeholder={dialect === "cortensor" ? "Enter a prompt" : "Enter a message"}
          className="block w-full resize-none rounded-lg bg-transparent px-1.5 py-1 leading-6 placeholder:text-ink-3 max-sm:text-[16px]"
        />
        <div className="mt-2 flex items-center justify-between gap-3">
          <span className="text-ink-3 text-sm">
            {disabledReason ?? (
              <span className="max-sm:hidden">Enter to send, Shift + Enter for a new line</span>
            )}
          </span>
          {isRunning ? (
            <Button onClick={onStop}>Stop</Button>
          ) : (
            <Button variant="primary" onClick={onSend} disabled={disabledReason !== null}>
              Send
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

function TurnText({
  speaker,
  text,
  isStreaming,
}: {
  speaker: Turn["role"];
  text: string;
  isStreaming?: boolean;
}) {
  return (
    <div className="mb-5">
      <div className={cn("mb-1 font-medium text-sm", speaker === "user" ? "text-ink-3" : "text-accent")}>
        {speaker === "user" ? "You" : "Model"}
      </div>
      <div className="whitespace-pre-wrap break-words text-md">
        {text}
        {isStreaming && (
          <span
            aria-hidden="true"
            className="ml-0.5 inline-block h-[1.1em] w-[0.45em] translate-y-[0.2em] animate-[breathe_1s_infinite] rounded-[2px] bg-accent"
          />
        )}
      </div>
    </div>
  );
}
