import { Ago } from "@/components/ui/text/ago";
import type { AdminTarget } from "@/lib/api/admin-queries";
import { formatDateTime } from "@/lib/format/times";

/** Since when and why a target takes no new requests, what still runs on it, and when it goes out of service. */
export function DrainLine({ target }: { target: AdminTarget }) {
  const { state, state_since, state_reason, drain_deadline } = target;
  if (state === "active") return null;
  return (
    <p className="mt-1.5 break-words text-sm">
      <span className="font-medium">{remaining(target)}</span>{" "}
      <span className="text-ink-2">
        {state === "draining" ? "Draining" : "Disabled"} since <Ago at={state_since} />
        {state_reason && <>: “{state_reason}”</>}.
        {drain_deadline && <> Disabled at {formatDateTime(new Date(drain_deadline))} at the latest.</>}
      </span>
    </p>
  );
}

function remaining({ is_empty, leases, running_at_most }: AdminTarget): string {
  if (is_empty) return "Empty.";
  if (leases != null && leases > 0) return `${leases} in flight.`;
  if (running_at_most != null && running_at_most > 0) return `At most ${running_at_most} in flight.`;
  return is_empty === false ? "Emptying." : "What runs on it is unknown.";
}
