import { cn } from "../class-names";
import { CopyButton } from "../controls/copy-button";

export function RequestId({ id, className }: { id: string; className?: string }) {
  return (
    <span className={cn("inline-flex max-w-full items-center gap-1 text-ink-2 text-xs", className)}>
      <span className="truncate font-mono">{id}</span>
      <CopyButton text={id} label="Copy request ID" />
    </span>
  );
}
