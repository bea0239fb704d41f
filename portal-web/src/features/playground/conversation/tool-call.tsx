import { Badge } from "@/components/ui/feedback/badge";
import type { ToolCall } from "@/lib/samples/call";
import { Cursor } from "./cursor";

/** A tool call of the model, and its result once it is known. */
export function ToolCallView({
  call,
  result,
  isStreaming,
}: {
  call: ToolCall;
  result?: string | undefined;
  isStreaming?: boolean | undefined;
}) {
  return (
    <section
      aria-label={`Call of ${call.name}`}
      className="mb-3 overflow-hidden rounded-lg border border-line text-sm"
    >
      <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1 bg-sunken px-3 py-2">
        <Badge tone="accent">Tool call</Badge>
        <span className="break-all font-medium font-mono">{call.name}</span>
        <span className="break-all font-mono text-ink-3 text-xs">{call.id}</span>
      </header>
      <pre className="whitespace-pre-wrap break-words px-3 py-2.5 font-mono text-[0.8125rem] leading-5">
        {isStreaming ? call.arguments : pretty(call.arguments)}
        {isStreaming && <Cursor />}
        {!isStreaming && call.arguments === "" && <span className="text-ink-3">No arguments</span>}
      </pre>
      {result !== undefined && (
        <div className="border-line border-t px-3 py-2.5">
          <div className="mb-1 text-ink-3 text-xs">Result</div>
          <pre className="whitespace-pre-wrap break-words font-mono text-[0.8125rem] leading-5">
            {result === "" ? <span className="text-ink-3">Empty</span> : result}
          </pre>
        </div>
      )}
    </section>
  );
}

/** JSON on several lines; any other text as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
