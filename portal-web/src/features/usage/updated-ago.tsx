import { useNow } from "@/components/ui/use-now";

/** How fresh the page is; usage itself trails the gateway by seconds. */
export function UpdatedAgo({ at, failing }: { at: number; failing: boolean }) {
  const now = useNow(1000);
  if (at === 0) return null;
  const seconds = Math.max(0, Math.round((now.getTime() - at) / 1000));
  return (
    <p className="mt-3 text-right text-ink-3 text-sm">
      Updated{" "}
      <span className="figures">{seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}</span> ago
      {failing && " – the newest could not be loaded"}
    </p>
  );
}
