import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/feedback/badge";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { type AdminPool, type Attempt, poolsQuery } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import { ADMIN_PATHS } from "../admin-paths";
import { Duration, TextLink } from "../details";

/** The targets that a request was sent to, in order. */
export function AttemptsCard({ attempts }: { attempts: readonly Attempt[] }) {
  const { api } = usePortal();
  const pools = useQuery({ ...poolsQuery(api), refetchInterval: false });
  const places = placesOf(pools.data?.data ?? []);
  return (
    <Card className="lg:col-span-2">
      <CardHeader title="Attempts" note="Never visible to the customer" />
      <ol className="px-4 pt-2 pb-3 sm:px-5">
        {attempts.map(({ id, router_id, outcome, ttft_ms, duration_ms }, index) => (
          <li
            key={index}
            className="grid gap-x-6 gap-y-1 border-line py-2.5 not-first:border-t sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <span className="min-w-0">
              <TextLink to={ADMIN_PATHS.target(id)} className="break-all font-mono text-sm">
                {id}
              </TextLink>
              <span className="block text-ink-3 text-sm">
                {router_id ? (
                  <>
                    {places.get(id) ?? "on"}{" "}
                    <TextLink to={ADMIN_PATHS.target(router_id)} className="break-all font-mono text-xs">
                      {router_id}
                    </TextLink>
                  </>
                ) : (
                  "This target is no longer known."
                )}
              </span>
            </span>
            <span className="figures flex flex-wrap items-center gap-x-4 gap-y-1">
              <Badge tone={outcome === "ok" ? "good" : outcome === "cancelled" ? "neutral" : "bad"}>
                {outcome}
              </Badge>
              <span>
                <span className="text-ink-3">first token </span>
                <Duration milliseconds={ttft_ms ?? null} />
              </span>
              <span>
                <span className="text-ink-3">in all </span>
                <Duration milliseconds={duration_ms} />
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Where each target is, by its id: `session 41 on http://router-1:5010`. */
function placesOf(pools: readonly AdminPool[]): ReadonlyMap<string, string> {
  const places = pools.flatMap(({ routers }) =>
    routers.flatMap(({ url, targets }) =>
      targets.map(
        ({ id, session }) => [id, `${session === null ? "" : `session ${session} `}on ${url}`] as const,
      ),
    ),
  );
  return new Map(places);
}
