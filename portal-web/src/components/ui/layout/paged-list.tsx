import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../controls/button";
import { ErrorState } from "../feedback/error-state";
import { Skeleton } from "../feedback/skeleton";

/** A list loaded page by page, with its loading, error and empty states. */
export function PagedList<Entry>({
  query,
  errorTitle,
  empty,
  loadMore,
  children,
}: {
  query: UseInfiniteQueryResult<InfiniteData<{ data: Entry[] }>>;
  /** Shown if the list could not be loaded. */
  errorTitle: string;
  /** Shown if the list is empty. */
  empty: string;
  /** Label of the button that loads the next page. */
  loadMore: string;
  children: (entries: readonly Entry[]) => ReactNode;
}) {
  const entries = query.data?.pages.flatMap((page) => page.data);
  return (
    <>
      {query.isPending && <Skeleton className="m-4 h-24 sm:m-5" />}
      {query.isError && !entries && (
        <ErrorState compact error={query.error} title={errorTitle} onRetry={() => void query.refetch()} />
      )}
      {entries?.length === 0 && <p className="px-4 pt-2 pb-5 text-ink-2 sm:px-5">{empty}</p>}
      {entries && entries.length > 0 && children(entries)}
      {query.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button variant="ghost" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {loadMore}
          </Button>
        </div>
      )}
    </>
  );
}
