import type { StatusWindow } from "@/lib/api/status";
import { formatClock, formatClockWithDay, formatDayLong, formatDuration } from "@/lib/format/times";
import { StateStrip } from "./state-strip";
import { formatUptime } from "./states";

interface Period {
  field: "last_30_minutes" | "last_24_hours" | "last_30_days";
  label: string;
  /** Name and length of one bar. */
  step: string;
  stepMs: number;
  formatStep: (at: Date) => string;
}

const PERIODS: readonly Period[] = [
  {
    field: "last_30_minutes",
    label: "Last 30 minutes",
    step: "minute",
    stepMs: 60_000,
    formatStep: formatClock,
  },
  {
    field: "last_24_hours",
    label: "Last 24 hours",
    step: "hour",
    stepMs: 3_600_000,
    formatStep: formatClockWithDay,
  },
  {
    field: "last_30_days",
    label: "Last 30 days",
    step: "day",
    stepMs: 86_400_000,
    formatStep: (at) => formatDayLong(at.toISOString().slice(0, 10)),
  },
];

/** Uptime and time to first token of each period; `of` names what they are of. */
export function ServingPeriods({
  windows,
  of,
}: {
  windows: Readonly<Record<Period["field"], StatusWindow>>;
  of: string;
}) {
  return PERIODS.map((period) => (
    <ServingPeriod key={period.field} period={period} window={windows[period.field]} of={of} />
  ));
}

function ServingPeriod({ period, window, of }: { period: Period; window: StatusWindow; of: string }) {
  const { uptime, ttft_p50_ms, ttft_p95_ms, starts_at, states } = window;
  const { label, formatStep, step, stepMs } = period;
  return (
    <section aria-label={`${of}, ${label.toLowerCase()}`} className="mt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-ink-2">{label}</span>
        <span className="figures">
          {uptime === null ? (
            <span className="text-ink-3">No data</span>
          ) : (
            <>
              <span className="font-medium">{formatUptime(uptime)}</span>{" "}
              <span className="text-ink-3">uptime</span>
            </>
          )}
        </span>
      </div>
      {uptime !== null && starts_at !== null && (
        <div className="my-1.5">
          <StateStrip
            states={states}
            startsAt={starts_at}
            step={step}
            stepMs={stepMs}
            formatStep={formatStep}
          />
        </div>
      )}
      {ttft_p50_ms !== null && (
        <p className="figures text-ink-3 text-sm">
          Time to first token: {formatDuration(ttft_p50_ms)} median
          {ttft_p95_ms !== null && <>, {formatDuration(ttft_p95_ms)} P95</>}
        </p>
      )}
    </section>
  );
}
