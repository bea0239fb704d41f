import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocation } from "react-router";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { Ago } from "@/components/ui/text/ago";
import { type AdminModel, type AdminPool, adminModelsQuery, poolsQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { ActionButton } from "../actions/action-button";
import { modelState } from "../actions/serving-actions";
import { StateBadge } from "../state-badge";
import { PoolCard } from "./pool-card";

/** The models, and the pools and routers that serve them. */
export function ServingPage() {
  const { api } = usePortal();
  const models = useQuery(adminModelsQuery(api));
  const pools = useQuery(poolsQuery(api));
  useScrollToHash(pools.data !== undefined);
  return (
    <>
      <PageHeader title="Models and pools">
        Changes take effect within 2.5 seconds, for all customers.
      </PageHeader>
      <Card>
        <CardHeader title="Models" />
        {models.isPending && <Skeleton className="m-4 h-40 sm:m-5" />}
        {models.isError && !models.data && (
          <ErrorState
            compact
            error={models.error}
            title="Models could not be loaded"
            onRetry={() => void models.refetch()}
          />
        )}
        {models.data?.data.length === 0 && (
          <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">There are no models in the catalogue.</p>
        )}
        <ul className="px-4 pt-1.5 pb-2 sm:px-5">
          {models.data?.data.map((model) => (
            <ModelRow key={model.id} model={model} />
          ))}
        </ul>
      </Card>
      <div className="mt-8 mb-3">
        <h2 className="font-semibold text-lg">Pools</h2>
        {pools.data && <Measured at={pools.data.measured_at} />}
      </div>
      {pools.isPending && <Skeleton className="h-44 w-full rounded-xl" />}
      {pools.isError && !pools.data && (
        <Card>
          <ErrorState
            compact
            error={pools.error}
            title="Pools could not be loaded"
            onRetry={() => void pools.refetch()}
          />
        </Card>
      )}
      {pools.data?.data.length === 0 && <p className="text-ink-2">There are no pools.</p>}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {pools.data?.data.map((pool) => (
          <li key={pool.name}>
            <PoolCard
              pool={pool}
              anchors={firstIn(pool, pools.data.data)}
              models={models.data?.data.filter((model) => model.pool === pool.name).map(({ id }) => id) ?? []}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The routers of `pool` that are in none of the pools before it. */
function firstIn(pool: AdminPool, pools: readonly AdminPool[]): ReadonlySet<string> {
  const before = pools.slice(0, pools.indexOf(pool)).flatMap(({ routers }) => routers.map(({ id }) => id));
  return new Set(pool.routers.map(({ id }) => id).filter((id) => !before.includes(id)));
}

function Measured({ at }: { at: string | null }) {
  return (
    <p className="text-ink-2 text-sm">
      {at === null ? (
        "There is no recent measurement: the health of every target is unknown."
      ) : (
        <>
          Health measured <Ago at={at} />.
        </>
      )}
    </p>
  );
}

/** Show the target or router that the address names, once it is there. */
function useScrollToHash(isLoaded: boolean) {
  const { hash } = useLocation();
  useEffect(() => {
    if (isLoaded && hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView();
  }, [isLoaded, hash]);
}

function ModelRow({ model }: { model: AdminModel }) {
  return (
    <li className="flex items-center gap-4 border-line py-2 not-first:border-t">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{model.id}</span>
        <span className="block text-ink-3 text-sm">
          <span className="whitespace-nowrap">{model.display_name} ·</span>{" "}
          <span className="whitespace-nowrap">pool {model.pool}</span>
        </span>
      </span>
      <StateBadge state={model.state} />
      <ActionButton size="small" action={modelState(model)} of={model.id} />
    </li>
  );
}
