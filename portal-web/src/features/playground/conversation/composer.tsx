import { type KeyboardEvent, useEffect, useRef } from "react";
import { Button } from "@/components/ui/controls/button";

/** The input for the next message. */
export function Composer({
  noun,
  draft,
  isRunning,
  disabledReason,
  takesFocus,
  onDraft,
  onSend,
  onStop,
}: {
  /** What is entered: a message or a prompt. */
  noun: "Message" | "Prompt";
  draft: string;
  isRunning: boolean;
  /** Why nothing can be sent, or null. */
  disabledReason: string | null;
  /** Whether it takes the focus when it appears. */
  takesFocus: boolean;
  onDraft: (text: string) => void;
  onSend: () => void;
  onStop: () => void;
}) {
  const input = useRef<HTMLTextAreaElement>(null);
  const takesFocusAtFirst = useRef(takesFocus);
  useEffect(() => {
    if (takesFocusAtFirst.current) input.current?.focus({ preventScroll: true });
  }, []);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  };
  return (
    <>
      <textarea
        ref={input}
        aria-label={noun}
        rows={3}
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={keyDown}
        placeholder={`Enter a ${noun.toLowerCase()}`}
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
    </>
  );
}
