import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";

/** A page about one thing: while it loads or where that fails under a general title, then as `children` say. */
export function Loaded<Data>({
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
