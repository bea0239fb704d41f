import type { ReactNode } from "react";
import type { AdminTarget } from "@/lib/api/admin-queries";
import { formatShare, formatWhole } from "@/lib/format/numbers";
import { formatDuration } from "@/lib/format/times";

const MINUTES = "in the last 5 minutes";

/** What is measured and set of a target, in short. */
export function TargetFigures({ target }: { target: AdminTarget }) {
  const { health, recent } = target;
  const attempts =
    recent.ok +
    recent.unreachable +
    recent.rejected +
    recent.busy +
    recent.timed_out +
    recent.interrupted +
    recent.cancelled +
    recent.no_text;
  return (
    <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4 xl:grid-cols-8">
      <Figure name="TTFT P50">{milliseconds(health?.ttft_p50_ms ?? recent.ttft_p50_ms)}</Figure>
      <Figure name="TTFT P95">{milliseconds(health?.ttft_p95_ms ?? recent.ttft_p95_ms)}</Figure>
      <Figure name="Errors" title="Share of the attempts that failed">
        {health?.error_rate == null ? UNKNOWN : formatShare(health.error_rate, 1)}
      </Figure>
      <Figure name="Attempts" title={`All attempts ${MINUTES}`}>
        {formatWhole(attempts)}
      </Figure>
      <Figure name="429s, 503s" title={`Refused for lack of capacity ${MINUTES}`}>
        {formatWhole(recent.busy)}
      </Figure>
      <Figure name="In flight" title="Requests that hold a lease of the session">
        {inFlight(target)}
      </Figure>
      <Figure name="Limit" title="Concurrent requests of the session">
        {limit(target)}
      </Figure>
      <Figure name="Weight, tier" title="Its part of the weight that it gets now is in brackets">
        {weight(target)}
      </Figure>
    </dl>
  );
}

const UNKNOWN = <span className="text-ink-3">unknown</span>;

function Figure({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-xs" title={title}>
        {name}
      </dt>
      <dd className="figures break-words">{children}</dd>
    </div>
  );
}

function milliseconds(value: number | null): ReactNode {
  return value === null ? UNKNOWN : formatDuration(value);
}

function inFlight({ leases, session_limit, configured_limit }: AdminTarget): ReactNode {
  if (leases != null) return formatWhole(leases);
  if (session_limit === null && configured_limit === null) return <span title="No limit, no leases">–</span>;
  return UNKNOWN;
}

function limit({ session_limit, configured_limit }: AdminTarget): string {
  const configured = configured_limit === null ? "none" : formatWhole(configured_limit);
  return session_limit === null ? configured : `${formatWhole(session_limit)} (configured: ${configured})`;
}

function weight({ weight, tier, health }: AdminTarget): string {
  const share = health && health.share < 1 ? ` (${formatShare(health.share, 1)})` : "";
  return `${weight}${share}, ${tier}`;
}
