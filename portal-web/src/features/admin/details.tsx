import type { ReactNode } from "react";
import { Link } from "react-router";
import { cn } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { formatWhole } from "@/lib/format/numbers";
import { formatDateTime, formatDuration } from "@/lib/format/times";

export function DetailList({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[minmax(0,1fr)] gap-2.5 px-4 pt-3 pb-5 sm:px-5">{children}</dl>;
}

export function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="whitespace-nowrap text-ink-2">{name}</dt>
      <dd className="figures min-w-0 break-words text-right">{children}</dd>
    </div>
  );
}

/** An id with a copy button, linked to its page at `to`. */
export function IdDetail({ name, id, to }: { name: string; id: string; to?: string }) {
  return (
    <div className="flex items-center justify-between gap-4">
      <dt className="whitespace-nowrap text-ink-2">{name}</dt>
      <dd className="-my-1.5 -mr-2 flex min-w-0 items-center font-mono text-sm" title={id}>
        {to ? (
          <TextLink to={to} className="truncate py-0.5">
            {id}
          </TextLink>
        ) : (
          <span className="truncate">{id}</span>
        )}
        <CopyButton text={id} label={`Copy ${name}`} />
      </dd>
    </div>
  );
}

export function TextLink({
  to,
  className,
  children,
}: {
  to: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Link
      to={to}
      className={cn(
        "text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent",
        className,
      )}
    >
      {children}
    </Link>
  );
}

/** `value` as date and time, or `fallback` if it is null. */
export function dateTimeOr(value: string | null, fallback: string): string {
  return value === null ? fallback : formatDateTime(new Date(value));
}

/** A duration with its exact value on hover; a dash if it is null. */
export function Duration({ milliseconds }: { milliseconds: number | null }) {
  if (milliseconds === null) return "–";
  return <span title={`${formatWhole(milliseconds)} ms`}>{formatDuration(milliseconds)}</span>;
}
