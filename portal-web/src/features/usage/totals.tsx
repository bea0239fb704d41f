import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card } from "@/components/ui/layout/card";
import type { UsageSummary } from "@/lib/api/queries";
import { formatCount, formatShare, formatWhole } from "@/lib/format/numbers";
import { formatDuration } from "@/lib/format/times";

interface TotalFigure {
  label: string;
  value: string;
  exact?: string;
  note?: string;
}

export function Totals({ usage }: { usage: UsageSummary | undefined }) {
  return (
    <Card aria-label="Totals" className="overflow-hidden">
      <dl className="-mt-px -ml-px grid grid-cols-2 md:grid-cols-3 xl:grid-cols-6">
        {figures(usage).map(({ label, value, exact, note }) => (
          <div key={label} className="border-line border-t border-l px-4 py-3.5 sm:px-5">
            <dt className="whitespace-nowrap text-ink-2 text-sm">{label}</dt>
            <dd className="mt-0.5">
              <span className="figures block font-semibold text-xl" title={usage ? exact : undefined}>
                {usage ? value : <Skeleton className="inline-block h-[0.75em] w-16" />}
              </span>
              <span className="block text-ink-3 text-sm">{(usage && note) || EMPTY_LINE}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Keeps the height of the line. */
const EMPTY_LINE = "\u00a0";

function figures(usage: UsageSummary | undefined): TotalFigure[] {
  const t = usage?.totals;
  const count = (value: number | undefined) => ({
    value: formatCount(value ?? 0),
    exact: formatWhole(value ?? 0),
  });
  const percentiles = (of: UsageSummary["speed"]["ttft_ms"] | undefined) =>
    of?.p50 == null
      ? { value: "–" }
      : {
          value: formatDuration(of.p50),
          exact: `${Math.round(of.p50)} ms`,
          note: of.p95 == null ? "" : `P95 ${formatDuration(of.p95)}`,
        };
  return [
    {
      label: "Requests",
      ...count(t?.requests),
      note: [
        t?.in_flight ? `${formatWhole(t.in_flight)} in flight` : "",
        t?.refused ? `${formatCount(t.refused)} refused` : "",
      ]
        .filter(Boolean)
        .join(" · "),
    },
    { label: "Input tokens", ...count(t?.prompt_tokens) },
    { label: "Output tokens", ...count(t?.completion_tokens) },
    {
      label: "Errors",
      ...count(t?.errors),
      note: t?.requests ? `${formatShare(t.errors, t.requests)} of requests` : "",
    },
    { label: "TTFT (P50)", ...percentiles(usage?.speed.ttft_ms) },
    { label: "Latency (P50)", ...percentiles(usage?.speed.latency_ms) },
  ];
}
