import type { Allowance } from "@/lib/api/queries";
import { useNow } from "@/lib/browser/use-now";
import { formatWhole } from "@/lib/format/numbers";
import { formatRelative, formatTimeOrDay, formatWindow } from "@/lib/format/times";
import { type LimitLevel, levelOf } from "@/lib/limits/limit-level";
import { cn } from "./ui/class-names";

const FILLS: Readonly<Record<LimitLevel, string>> = {
  ok: "bg-accent",
  near: "bg-chart-2",
  reached: "bg-bad",
};

/** The usage of one limit, and when it frees up. */
export function LimitMeter({ limit }: { limit: Allowance }) {
  const now = useNow(15_000);
  const level = levelOf(limit);
  const share = Math.min(1, limit.used / limit.limit);
  const resets = new Date(limit.resets_at);
  const name = `Requests per ${formatWindow(limit.seconds)}`;
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{name}</span>
        <span className="figures text-ink-2">
          <span className={cn("font-medium", level === "reached" ? "text-bad" : "text-ink")}>
            {formatWhole(limit.used)}
          </span>{" "}
          of {formatWhole(limit.limit)}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot be styled alike in all browsers */}
      <div
        role="meter"
        aria-label={name}
        aria-valuenow={limit.used}
        aria-valuemin={0}
        aria-valuemax={limit.limit}
        aria-valuetext={`${formatWhole(limit.used)} of ${formatWhole(limit.limit)} used`}
        className="my-2 h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={cn("h-full rounded-full transition-[width] duration-500", FILLS[level])}
          style={{ width: `${Math.max(share * 100, limit.used > 0 ? 1.5 : 0)}%` }}
        />
      </div>
      <p className="text-ink-3 text-sm">
        {limit.scope === "key" ? "Applies per key; the most used key is shown. " : ""}
        {limit.used === 0 ? (
          "No usage in this window."
        ) : (
          <>
            {level === "reached" ? "Frees up" : "Starts to free up"}{" "}
            <time dateTime={resets.toISOString()} title={resets.toString()}>
              {limit.seconds <= 60
                ? formatRelative(resets, now)
                : `${formatTimeOrDay(resets, now)}, ${formatRelative(resets, now)}`}
            </time>
            .
          </>
        )}
      </p>
    </div>
  );
}
