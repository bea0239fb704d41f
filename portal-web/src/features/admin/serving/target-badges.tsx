import { STATE_TONES } from "@/components/serving/states";
import { Badge, type Tone } from "@/components/ui/feedback/badge";
import type { AdminPoolModel, TargetHealth } from "@/lib/api/admin-queries";

const TONES: Readonly<Record<TargetHealth["state"], Tone>> = {
  up: "good",
  slow: "warn",
  flaky: "warn",
  busy: "warn",
  down: "bad",
  unknown: "neutral",
};

/** The health of a target; without a recent measurement `unknown`. */
export function HealthBadge({ health }: { health: TargetHealth | null | undefined }) {
  const state = health?.state ?? "unknown";
  return <Badge tone={TONES[state]}>{state === "unknown" ? "health unknown" : state}</Badge>;
}

/** What is left to serve a model. The one that the next failure takes away is marked. */
export function ModelLine({ model }: { model: AdminPoolModel }) {
  const { id, status, targets, serving_targets, routers, serving_routers, is_down_to_one } = model;
  return (
    <li className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <span className="font-medium">{id}</span>
      {status ? <Badge tone={STATE_TONES[status]}>{status}</Badge> : <Badge>status unknown</Badge>}
      <span className="figures text-ink-2 text-sm">
        {serving_targets} of {targets} targets on {serving_routers} of {routers} routers serve
      </span>
      {is_down_to_one && <Badge tone="bad">{serving_targets === 0 ? "none left" : "down to one"}</Badge>}
    </li>
  );
}
