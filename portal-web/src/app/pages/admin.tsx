import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { meQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { NotFoundPage } from "../not-found-page";

const AdminPages = lazy(async () => ({
  default: (await import("@/features/admin/admin-pages")).AdminPages,
}));

/** For operators. Others find nothing at these addresses, and load none of the code. */
export function AdminRoute() {
  const { api } = usePortal();
  const me = useQuery(meQuery(api));
  if (me.data) {
    return me.data.operator ? (
      <Suspense fallback={<Loading />}>
        <AdminPages notFound={<NotFoundPage />} />
      </Suspense>
    ) : (
      <NotFoundPage />
    );
  }
  if (!me.isError) return <Loading />;
  return (
    <Card>
      <ErrorState
        error={me.error}
        title="Your account could not be loaded"
        onRetry={() => void me.refetch()}
      />
    </Card>
  );
}

function Loading() {
  return (
    <>
      <PageHeader title="Admin" />
      <Skeleton className="h-72 w-full" />
    </>
  );
}
