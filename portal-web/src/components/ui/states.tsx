import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "@/lib/api/api-error";
import { Button } from "./button";
import { cn } from "./class-names";
import { CopyButton } from "./copy-button";

/** Nothing there yet, and what to do about it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <h3 className="font-semibold text-md">{title}</h3>
      <p className="mt-1 max-w-sm text-pretty text-ink-2">{children}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}

/** What failed, the id support finds it by, and a way to try again. */
export function ErrorState({
  error,
  title,
  onRetry,
  compact,
}: {
  error: unknown;
  title: string;
  onRetry?: () => void;
  compact?: boolean;
}) {
  const told = error instanceof ApiError ? error : null;
  return (
    <div
      role="alert"
      className={cn("flex flex-col items-center px-6 text-center", compact ? "py-8" : "py-14")}
    >
      <CircleAlert className="text-bad" size={22} aria-hidden="true" />
      <h3 className="mt-3 font-semibold text-md">{title}</h3>
      <p className="mt-1 max-w-md text-pretty text-ink-2">
        {told ? told.message : "Something went wrong in this page."} {told?.hint}
      </p>
      {told?.requestId && <RequestId id={told.requestId} className="mt-2" />}
      {onRetry && (
        <Button className="mt-4" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** A fault inside a form or a dialog. */
export function ErrorNote({ error }: { error: unknown }) {
  const told = error instanceof ApiError ? error : null;
  const message = told?.message ?? (error instanceof Error ? error.message : "Something went wrong.");
  return (
    <div role="alert" className="rounded-lg bg-bad-soft px-3 py-2.5 text-base text-bad">
      {message} {told?.hint}
      {told?.requestId && <RequestId id={told.requestId} className="mt-1" />}
    </div>
  );
}

export function RequestId({ id, className }: { id: string; className?: string }) {
  return (
    <span className={cn("inline-flex max-w-full items-center gap-1 text-ink-2 text-xs", className)}>
      <span className="truncate font-mono">{id}</span>
      <CopyButton text={id} label="Copy request id" />
    </span>
  );
}
