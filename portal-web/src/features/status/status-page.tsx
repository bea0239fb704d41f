import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { STATE_TONES } from "@/components/serving/states";
import { Dot } from "@/components/ui/feedback/badge";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { Ago } from "@/components/ui/text/ago";
import { type ServiceStatus, statusQuery } from "@/lib/api/status";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { ModelCard } from "./model-card";
import { summaryOf } from "./summary";

/** How each model serves now and has served. Public, without sign-in. */
export function StatusPage() {
  const { config } = usePortal();
  const status = useQuery(statusQuery(config.api_url));
  return (
    <>
      <PageHeader title="Status">
        How each model serves now, and how it has served. Programs ask{" "}
        <Link className="text-accent underline underline-offset-4" to={`${PATHS.docs}#status`}>
          GET /health
        </Link>
        .
      </PageHeader>
      {status.data && <StatusContent status={status.data} isStale={status.isError} />}
      {status.isPending && <Loading />}
      {status.isError && !status.data && (
        <Card>
          <ErrorState
            error={status.error}
            title="The status could not be loaded"
            onRetry={() => void status.refetch()}
          />
        </Card>
      )}
    </>
  );
}

function StatusContent({ status, isStale }: { status: ServiceStatus; isStale: boolean }) {
  return (
    <>
      <Card className="mb-5 px-4 py-4 sm:px-5">
        <p className="flex items-center gap-2.5 font-semibold text-md">
          <Dot tone={STATE_TONES[status.status]} /> {summaryOf(status)}
        </p>
        <p className="mt-1 text-ink-2 text-sm">
          {status.measured_at === null ? (
            "There is no recent measurement: this says what is offered, not how it serves."
          ) : (
            <>
              Measured <Ago at={status.measured_at} />.
            </>
          )}
          {!status.history_available && " The history cannot be read right now."}
          {isStale && " The last update failed."}
        </p>
      </Card>
      {status.models.length === 0 && <p className="text-ink-2">There are no models in the catalogue.</p>}
      <ul className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        {status.models.map((model) => (
          <li key={model.id}>
            <ModelCard model={model} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Loading() {
  return (
    <>
      <Skeleton className="mb-5 h-20 w-full rounded-xl" />
      <div className="grid gap-5 lg:grid-cols-2">
        <Skeleton className="h-56 w-full rounded-xl" />
        <Skeleton className="h-56 w-full rounded-xl" />
      </div>
    </>
  );
}
