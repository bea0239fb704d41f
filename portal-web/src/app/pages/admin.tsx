import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { meQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { NotFoundPage } from "../not-found-page";

const AdminPages = lazy(async () => ({
  default: (await import("@/features/admin/admin-pages")).AdminPages,
}));

/** The admin pages, for operators. Others get the not-found page, and do not load the code. */
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
