import { type FormEvent, useEffect, useRef } from "react";
import { Button } from "@/components/ui/controls/button";
import { Field, Textarea } from "@/components/ui/controls/field";
import type { ToolCall, Turn } from "@/lib/samples/call";

/** The inputs for the results of the tools that the model has called. */
export function ResultForm({
  calls,
  disabledReason,
  onSend,
}: {
  calls: readonly ToolCall[];
  /** Why nothing can be sent, or null. */
  disabledReason: string | null;
  onSend: (results: readonly Turn[]) => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  // The message field, which had the focus, is gone.
  useEffect(() => form.current?.querySelector("textarea")?.focus({ preventScroll: true }), []);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (disabledReason !== null) return;
    const fields = event.currentTarget.querySelectorAll("textarea");
    onSend(calls.map(({ id }, at) => ({ role: "tool", callId: id, result: fields[at]?.value ?? "" })));
  };
  return (
    <form ref={form} onSubmit={submit} aria-label="Results of tools" className="grid gap-3">
      {calls.map((call, at) => (
        <Field key={call.id} label={labelOf(calls, at)}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              spellCheck={false}
              placeholder="What the tool returned: text or JSON"
              className="font-mono text-[0.8125rem] leading-5"
            />
          )}
        </Field>
      ))}
      <div className="flex items-center justify-between gap-3">
        <span className="text-ink-3 text-sm">{disabledReason}</span>
        <Button type="submit" variant="primary" disabled={disabledReason !== null}>
          {calls.length === 1 ? "Send result" : "Send results"}
        </Button>
      </div>
    </form>
  );
}

/** Calls of the same tool are told apart by their number. */
function labelOf(calls: readonly ToolCall[], at: number): string {
  const name = calls[at]?.name ?? "";
  const isOnly = calls.filter((call) => call.name === name).length === 1;
  return isOnly ? `Result of ${name}` : `Result of ${name}, call ${at + 1}`;
}
