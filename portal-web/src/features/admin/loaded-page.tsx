import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";

/** A page for one object: `children` once it is loaded; before that, and on failure, the generic `title`. */
export function LoadedPage<Data>({
  query,
  title,
  children,
}: {
  query: UseQueryResult<Data>;
  title: string;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  return (
    <>
      <PageHeader title={title} />
      {query.isError ? (
        <Card>
          <ErrorState
            error={query.error}
            title={`${title} could not be loaded`}
            onRetry={() => void query.refetch()}
          />
        </Card>
      ) : (
        <div className="grid gap-5 lg:grid-cols-2">
          <Skeleton className="h-64 w-full rounded-xl" />
          <Skeleton className="h-64 w-full rounded-xl" />
        </div>
      )}
    </>
  );
}
