import { useNow } from "@/lib/browser/use-now";
import { formatDateTime, formatRelative } from "@/lib/format/times";

/** Relative time, with the exact time on hover. */
export function Ago({ at }: { at: string | Date }) {
  const now = useNow(30_000);
  const date = typeof at === "string" ? new Date(at) : at;
  return (
    <time dateTime={date.toISOString()} title={formatDateTime(date)}>
      {formatRelative(date, now)}
    </time>
  );
}
