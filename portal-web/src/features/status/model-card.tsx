import { Badge } from "@/components/ui/feedback/badge";
import { Card } from "@/components/ui/layout/card";
import type { StatusOfModel, StatusWindow } from "@/lib/api/status";
import { formatClock, formatClockWithDay, formatDayLong, formatDuration } from "@/lib/format/times";
import { StateStrip } from "./state-strip";
import { formatUptime, STATE_LABELS, STATE_TONES } from "./states";

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

/** One model: how it serves now, and how it has served. */
export function ModelCard({ model }: { model: StatusOfModel }) {
  return (
    <Card className="px-4 pt-4 pb-5 sm:px-5">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="font-semibold text-md">{model.display_name}</h2>
          {model.display_name !== model.id && (
            <p className="break-all font-mono text-ink-3 text-xs">{model.id}</p>
          )}
        </div>
        {model.offered ? (
          <Badge tone={STATE_TONES[model.status]}>{STATE_LABELS[model.status]}</Badge>
        ) : (
          <Badge>Not offered</Badge>
        )}
      </header>
      {PERIODS.map((period) => (
        <PeriodHistory key={period.field} period={period} window={model[period.field]} />
      ))}
    </Card>
  );
}

function PeriodHistory({ period, window }: { period: Period; window: StatusWindow }) {
  const { uptime, ttft_p50_ms, ttft_p95_ms, starts_at, states } = window;
  const { label, formatStep, step, stepMs } = period;
  return (
    <section aria-label={label} className="mt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="text-ink-2">{label}</h3>
        <p className="figures">
          {uptime === null ? (
            <span className="text-ink-3">No data</span>
          ) : (
            <>
              <span className="font-medium">{formatUptime(uptime)}</span>{" "}
              <span className="text-ink-3">uptime</span>
            </>
          )}
        </p>
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
