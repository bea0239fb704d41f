import { cn } from "@/components/ui/class-names";
import { Badge } from "@/components/ui/feedback/badge";
import { Card } from "@/components/ui/layout/card";
import type { StatusOfModel, StatusWindow } from "@/lib/api/status";
import { formatDuration } from "@/lib/format/times";
import { formatUptime, STATE_LABELS, STATE_TONES, uptimeTone } from "./states";

const PERIODS = [
  { field: "last_30_minutes", label: "30 minutes" },
  { field: "last_24_hours", label: "24 hours" },
  { field: "last_30_days", label: "30 days" },
] as const;

/** One model: how it serves now, and how it has served. */
export function ModelCard({ model }: { model: StatusOfModel }) {
  return (
    <Card className="pb-2">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
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
      <table className="mt-2 w-full text-left" aria-label={`Uptime and time to first token of ${model.id}`}>
        <thead>
          <tr className="card-row text-ink-3 text-sm">
            <th scope="col" className="py-1.5 font-normal">
              Last
            </th>
            <th scope="col" className="w-2/5 py-1.5 font-normal">
              Uptime
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              <abbr title="Time to first token of half of the requests, at most" className="no-underline">
                TTFT P50
              </abbr>
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              <abbr title="Time to first token of 95 % of the requests, at most" className="no-underline">
                P95
              </abbr>
            </th>
          </tr>
        </thead>
        <tbody>
          {PERIODS.map(({ field, label }) => (
            <Period key={field} label={label} window={model[field]} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Period({ label, window }: { label: string; window: StatusWindow }) {
  return (
    <tr className="card-row border-line border-t align-middle">
      <th scope="row" className="whitespace-nowrap py-2.5 font-normal text-ink-2">
        {label}
      </th>
      <td className="py-2.5">
        <Uptime uptime={window.uptime} />
      </td>
      <td className="figures whitespace-nowrap py-2.5 text-right">
        <Duration milliseconds={window.ttft_p50_ms} />
      </td>
      <td className="figures whitespace-nowrap py-2.5 text-right">
        <Duration milliseconds={window.ttft_p95_ms} />
      </td>
    </tr>
  );
}

const FILLS = { good: "bg-good", warn: "bg-warn", bad: "bg-bad" } as const;

/** A bar with its percentage. Without measurements there is no bar: nothing is known, good or bad. */
function Uptime({ uptime }: { uptime: number | null }) {
  if (uptime === null) return <span className="text-ink-3">No data</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span aria-hidden="true" className="h-2 min-w-16 flex-1 overflow-hidden rounded-full bg-sunken">
        <span
          className={cn("block h-full rounded-full", FILLS[uptimeTone(uptime)])}
          style={{ width: `${uptime * 100}%` }}
        />
      </span>
      <span className="figures w-16 whitespace-nowrap">{formatUptime(uptime)}</span>
    </span>
  );
}

function Duration({ milliseconds }: { milliseconds: number | null }) {
  if (milliseconds === null) {
    return (
      <span className="text-ink-3">
        <span aria-hidden="true">–</span>
        <span className="sr-only">No data</span>
      </span>
    );
  }
  return formatDuration(milliseconds);
}
