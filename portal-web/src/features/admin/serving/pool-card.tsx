import { Card } from "@/components/ui/layout/card";
import type { AdminModel, AdminPool, AdminRouter } from "@/lib/api/admin-queries";
import { ActionButton } from "../actions/action-button";
import { POOL_STATES, poolState, routerState } from "../actions/serving-actions";
import { StateBadge } from "../state-badge";

/** A pool, with its routers and the states of their targets. */
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
      <ul className="px-4 py-3 sm:px-5">
        {pool.routers.map((router) => (
          <RouterRow key={router.id} router={router} />
        ))}
        {pool.routers.length === 0 && <li className="text-ink-3 text-sm">No routers are configured.</li>}
      </ul>
    </Card>
  );
}

function RouterRow({ router }: { router: AdminRouter }) {
  const states = new Set(router.targets.map(({ state }) => state));
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t py-2.5">
      <span className="flex min-w-0 items-center gap-2.5">
        <span className="truncate font-mono text-sm" title={router.url}>
          {router.url}
        </span>
        {[...states].map((state) => (
          <StateBadge key={state} state={state} />
        ))}
      </span>
      <span className="flex gap-2">
        {POOL_STATES.filter((other) => states.size > 1 || !states.has(other)).map((other) => (
          <ActionButton key={other} size="small" action={routerState(router, other)} of={router.url} />
        ))}
      </span>
    </li>
  );
}
