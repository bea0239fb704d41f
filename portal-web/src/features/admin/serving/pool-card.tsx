import { Card } from "@/components/ui/layout/card";
import type { AdminModel, AdminPool } from "@/lib/api/admin-queries";
import { ActionButton } from "../actions/action-button";
import { anyTargetState, POOL_STATES, poolState, targetState } from "../actions/serving-actions";
import { StateBadge } from "../state-badge";

/** A pool, with the routers whose state an operator has set. */
export function PoolCard({ pool, models }: { pool: AdminPool; models: readonly AdminModel[] | undefined }) {
  return (
    <Card>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
        <div className="min-w-0">
          <h3 className="flex items-center gap-2.5 font-semibold text-md">
            {pool.name} <StateBadge state={pool.state} />
          </h3>
          <p className="text-ink-3 text-sm">
            {models && models.length > 0
              ? `Serves ${models.map(({ id }) => id).join(", ")}`
              : "Serves no models"}
          </p>
        </div>
        <span className="flex gap-2">
          {POOL_STATES.filter((state) => state !== pool.state).map((state) => (
            <ActionButton
              key={state}
              size="small"
              action={poolState(pool.name, state)}
              of={`the pool ${pool.name}`}
            />
          ))}
        </span>
      </header>
      <ul className="px-4 pt-3 sm:px-5">
        {pool.targets.map(({ url, state }) => (
          <li
            key={url}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t py-2.5"
          >
            <span className="flex min-w-0 items-center gap-2.5">
              <span className="truncate font-mono text-sm" title={url}>
                {url}
              </span>
              <StateBadge state={state} />
            </span>
            <span className="flex gap-2">
              {POOL_STATES.filter((other) => other !== state).map((other) => (
                <ActionButton key={other} size="small" action={targetState(pool.name, url, other)} of={url} />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-2.5 text-ink-3 text-sm sm:px-5">
        {pool.targets.length === 0 ? "All routers are active." : "All other routers are active."}
        <ActionButton
          variant="ghost"
          size="small"
          action={anyTargetState(pool.name)}
          of={`of a router in ${pool.name}`}
        />
      </footer>
    </Card>
  );
}
