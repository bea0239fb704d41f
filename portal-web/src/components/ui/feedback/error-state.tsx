import { CircleAlert } from "lucide-react";
import { ApiError } from "@/lib/api/api-error";
import { cn } from "../class-names";
import { Button } from "../controls/button";
import { RequestId } from "./request-id";

/** Shown in place of content that could not be loaded: the error, its request id for support, and a retry button. */
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
  const apiError = error instanceof ApiError ? error : null;
  return (
    <div
      role="alert"
      className={cn("flex flex-col items-center px-6 text-center", compact ? "py-8" : "py-14")}
    >
      <CircleAlert className="text-bad" size={22} aria-hidden="true" />
      <h3 className="mt-3 font-semibold text-md">{title}</h3>
      <p className="mt-1 max-w-md text-pretty text-ink-2">
        {apiError ? apiError.message : "Something went wrong on this page."} {apiError?.hint}
      </p>
      {apiError?.requestId && <RequestId id={apiError.requestId} className="mt-2" />}
      {onRetry && (
        <Button className="mt-4" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** An error inside a form or a dialog. */
export function ErrorMessage({ error }: { error: unknown }) {
  const apiError = error instanceof ApiError ? error : null;
  const message = apiError?.message ?? (error instanceof Error ? error.message : "Something went wrong.");
  return (
    <div role="alert" className="rounded-lg bg-bad-soft px-3 py-2.5 text-base text-bad">
      {message} {apiError?.hint}
      {apiError?.requestId && <RequestId id={apiError.requestId} className="mt-1" />}
    </div>
  );
}
