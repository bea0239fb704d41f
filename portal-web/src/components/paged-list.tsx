import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "./ui/button";
import { Skeleton } from "./ui/skeleton";
import { ErrorState } from "./ui/states";

/** A list that is read page by page, in each of its states. */
export function PagedList<Entry>({
  query,
  failed,
  empty,
  older,
  children,
}: {
  query: UseInfiniteQueryResult<InfiniteData<{ data: Entry[] }>>;
  /** Said where it could not be loaded. */
  failed: string;
  /** Said where nothing is in it. */
  empty: string;
  /** The button that reads on. */
  older: string;
  children: (entries: readonly Entry[]) => ReactNode;
}) {
  const entries = query.data?.pages.flatMap((page) => page.data);
  return (
    <>
      {query.isPending && <Skeleton className="m-4 h-24 sm:m-5" />}
      {query.isError && !entries && (
        <ErrorState compact error={query.error} title={failed} onRetry={() => void query.refetch()} />
      )}
      {entries?.length === 0 && <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">{empty}</p>}
      {entries && entries.length > 0 && children(entries)}
      {query.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {older}
          </Button>
        </div>
      )}
    </>
  );
}
