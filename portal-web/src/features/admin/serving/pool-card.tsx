import { Card } from "@/components/ui/layout/card";
import type { AdminPool, AdminRouter, AdminTarget } from "@/lib/api/admin-queries";
import { ActionButton } from "../actions/action-button";
import { POOL_STATES, poolState } from "../actions/serving-actions";
import { routerSubject, targetSubject } from "../actions/target-actions";
import { StateBadge } from "../state-badge";
import { ModelLine } from "./target-badges";
import { SubjectActions, TargetRow } from "./target-row";

/** A pool with its routers, and their targets. `models` are those of the catalogue that it serves. */
export function PoolCard({
  pool,
  models,
  anchors,
}: {
  pool: AdminPool;
  models: readonly string[];
  /** The routers that links lead to here; those of several pools are shown in each. */
  anchors: ReadonlySet<string>;
}) {
  const withoutTargets = models.filter((id) => !pool.models?.some((model) => model.id === id));
  return (
    <Card>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
        <h3 className="flex min-w-0 items-center gap-2.5 font-semibold text-md">
          {pool.name} <StateBadge state={pool.state} />
        </h3>
        <span className="flex flex-wrap gap-2">
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
      <ul className="grid gap-1 px-4 pt-2 pb-4 sm:px-5">
        {pool.models?.map((model) => (
          <ModelLine key={model.id} model={model} />
        ))}
        {withoutTargets.length > 0 && (
          <li className="text-ink-2">
            No router is known for {withoutTargets.join(", ")}: the pool monitor lists those that are
            configured.
          </li>
        )}
        {withoutTargets.length === 0 && !pool.models?.length && (
          <li className="text-ink-2">Serves no models.</li>
        )}
      </ul>
      {pool.routers.map((router) => (
        <RouterSection key={router.id} router={router} pool={pool.name} isAnchor={anchors.has(router.id)} />
      ))}
    </Card>
  );
}

function RouterSection({ router, pool, isAnchor }: { router: AdminRouter; pool: string; isAnchor: boolean }) {
  return (
    <section aria-label={`${router.url} in ${pool}`} className="border-line border-t px-4 pt-3 sm:px-5">
      <div
        id={isAnchor ? router.id : undefined}
        className="scroll-mt-20 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-3"
      >
        <div className="min-w-0">
          <h4 className="break-all font-medium font-mono text-sm">{router.url}</h4>
          <p className="break-all font-mono text-ink-3 text-xs">{router.id}</p>
        </div>
        <SubjectActions subject={routerSubject(router)} state={commonState(router.targets)} />
      </div>
      <ul>
        {router.targets.map((target) => (
          <TargetRow key={target.id} target={target} subject={targetSubject(target, router.url)} />
        ))}
      </ul>
    </section>
  );
}

function commonState(targets: readonly AdminTarget[]): AdminTarget["state"] | null {
  const [first, ...others] = new Set(targets.map(({ state }) => state));
  return others.length === 0 ? (first ?? null) : null;
}
