import { useNow } from "@/lib/browser/use-now";

/** When the page was last updated. */
export function UpdatedAgo({ at, failing }: { at: number; failing: boolean }) {
  const now = useNow(1000);
  if (at === 0) return null;
  const seconds = Math.max(0, Math.round((now.getTime() - at) / 1000));
  return (
    <p className="mt-3 text-right text-ink-3 text-sm">
      Updated{" "}
      <span className="figures">{seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}</span> ago
      {failing && " – the last update failed"}
    </p>
  );
}
