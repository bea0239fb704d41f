import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { eventsQuery, type UsageSummary } from "@/lib/api/queries";
import { useNow } from "@/lib/browser/use-now";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { boundsOf, rangeFileName } from "../ranges";
import type { View, ViewChanges } from "../use-view";
import { ExportButton } from "./export-button";
import { RequestFilters } from "./request-filters";
import { RequestRows } from "./request-rows";

const Receipt = lazy(async () => ({ default: (await import("./receipt")).Receipt }));

const POLL_MS = 10_000;

/** The requests in the range, newest first, each with its receipt. Polls while only the first page is shown. */
export function RequestCard({
  usage,
  view,
  change,
}: {
  usage: UsageSummary | undefined;
  view: View;
  change: ViewChanges;
}) {
  const { api } = usePortal();
  const now = useNow(60_000);
  const filter = { ...boundsOf(view.range, now), ...view.filter };
  const events = useInfiniteQuery({
    ...eventsQuery(api, filter),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data && query.state.data.pages.length > 1 ? false : POLL_MS),
  });
  const rows = events.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.keys(view.filter).length > 0;

  return (
    <Card
      id="requests"
      className="mt-5 scroll-mt-20"
      aria-label="Requests"
      aria-busy={events.isPlaceholderData}
    >
      <CardHeader
        title="Requests"
        note="Prompts and responses are not stored"
        aside={rows && rows.length > 0 && <ExportButton filter={filter} name={rangeFileName(view.range)} />}
      />
      <RequestFilters
        filter={view.filter}
        usage={usage}
        rows={rows}
        onChange={change.filter}
        onFind={change.receipt}
      />
      {events.isPending && <TableSkeleton />}
      {events.isError && !rows && (
        <ErrorState
          error={events.error}
          title="Requests could not be loaded"
          onRetry={() => void events.refetch()}
        />
      )}
      {rows?.length === 0 &&
        (isFiltered ? (
          <EmptyState
            title="No matching requests"
            action={<Button onClick={() => change.filter({})}>Clear filters</Button>}
          >
            No request in this range matches the filters.
          </EmptyState>
        ) : (
          <EmptyState
            title="No requests in this range"
            action={
              <Button asChild>
                <Link to={PATHS.playground}>Open the playground</Link>
              </Button>
            }
          >
            Requests made with your keys appear here within seconds.
          </EmptyState>
        ))}
      {rows && rows.length > 0 && <RequestRows rows={rows} onOpen={change.receipt} />}
      {events.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button
            variant="ghost"
            busy={events.isFetchingNextPage}
            onClick={() => void events.fetchNextPage()}
          >
            Show older requests
          </Button>
        </div>
      )}
      {view.requestId !== null && (
        <Suspense>
          <Receipt
            requestId={view.requestId}
            listed={rows?.find((row) => row.request_id === view.requestId)}
            onClose={() => change.receipt(null)}
          />
        </Suspense>
      )}
    </Card>
  );
}

function TableSkeleton() {
  return (
    <div className="grid gap-3 px-4 py-5 sm:px-5">
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-6 w-full" />
      ))}
    </div>
  );
}
