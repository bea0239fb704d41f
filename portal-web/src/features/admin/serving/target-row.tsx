import { ServingPeriods } from "@/components/serving/serving-periods";
import { Badge } from "@/components/ui/feedback/badge";
import { Ago } from "@/components/ui/text/ago";
import type { AdminTarget, TargetHealth } from "@/lib/api/admin-queries";
import { formatDateTime } from "@/lib/format/times";
import { ActionButton } from "../actions/action-button";
import { POOL_STATES } from "../actions/serving-actions";
import { type Subject, targetSettings, targetState } from "../actions/target-actions";
import { StateBadge } from "../state-badge";
import { DrainLine } from "./drain-line";
import { HealthBadge } from "./target-badges";
import { TargetFigures } from "./target-figures";

/** One model on one session of a router. */
export function TargetRow({ target, subject }: { target: AdminTarget; subject: Subject }) {
  const { id, alias, session, state, health, configured } = target;
  return (
    <li id={id} className="scroll-mt-20 border-line border-t py-3 target:bg-accent-soft">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium">
            {alias}
            <span className="font-normal text-ink-2">
              {session === null ? ", any session" : `, session ${session}`}
            </span>
          </span>
          <HealthBadge health={health} />
          {state !== "active" && <StateBadge state={state} />}
          {!configured && <Badge tone="warn">not configured</Badge>}
        </div>
        <SubjectActions subject={subject} state={state} target={target} />
      </div>
      <p className="break-all font-mono text-ink-3 text-xs">{id}</p>
      {health && <HealthLine health={health} />}
      <DrainLine target={target} />
      <TargetFigures target={target} />
      <details className="mt-2">
        <summary className="text-accent text-sm">History</summary>
        <div className="max-w-xl pb-1">
          <ServingPeriods windows={target.history} of={subject.name} />
        </div>
      </details>
    </li>
  );
}

/** The states that a target or router is not in, and its settings. `state` null: its targets differ. */
export function SubjectActions({
  subject,
  state,
  target,
}: {
  subject: Subject;
  state: AdminTarget["state"] | null;
  target?: AdminTarget;
}) {
  return (
    <span className="flex flex-wrap gap-2">
      {POOL_STATES.filter((other) => other !== state).map((other) => (
        <ActionButton key={other} size="small" action={targetState(subject, other)} of={subject.name} />
      ))}
      <ActionButton
        size="small"
        variant="ghost"
        action={targetSettings(subject, target)}
        of={`of ${subject.name}`}
      />
    </span>
  );
}

function HealthLine({ health }: { health: TargetHealth }) {
  const { state, reason, since, busy_until, capacity } = health;
  if (reason === null && busy_until === null && capacity === null) return null;
  return (
    <p className="mt-1.5 break-words text-ink-2 text-sm">
      {reason && (
        <>
          {reason}
          {since && (
            <>
              , {state} since <Ago at={since} />
            </>
          )}
          .{" "}
        </>
      )}
      {busy_until && <>Asked to be left alone until {formatDateTime(new Date(busy_until))}. </>}
      {capacity !== null && <>Takes {capacity} at once, as far as it has shown.</>}
    </p>
  );
}
