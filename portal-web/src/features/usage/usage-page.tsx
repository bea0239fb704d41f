import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { keysQuery, summaryQuery, type UsageSummary } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { AllowanceCard } from "./allowance-card";
import { Breakdown } from "./breakdown";
import { UsageChart } from "./chart/usage-chart";
import { RangePicker } from "./range-picker";
import { timeRangeOf } from "./ranges";
import { RefusalsCard } from "./refusals-card";
import { RequestCard } from "./requests/request-card";
import { Totals } from "./totals";
import { UpdatedAgo } from "./updated-ago";
import { useView } from "./use-view";

/**
 * `intro` is rendered above the figures: the first steps, for new users. It is passed whether there are no requests
 * in the range.
 */
export function UsagePage({ intro }: { intro: (isEmpty: boolean) => ReactNode }) {
  const { api } = usePortal();
  const [view, change] = useView();
  const summary = useQuery(summaryQuery(api, timeRangeOf(view.range)));
  const totals = summary.data?.totals;
  const isEmpty = totals !== undefined && totals.requests + totals.refused === 0;
  // Whether the organisation has ever made a call matters only if the range is empty.
  const { data: keys, isLoading: isPending } = useQuery({ ...keysQuery(api), enabled: isEmpty });
  const isUnused = isEmpty && keys?.data.every((key) => key.last_used_at === null) === true;

  return (
    <>
      <PageHeader
        title="Usage"
        actions={!isUnused && <RangePicker range={view.range} onChange={change.range} />}
      >
        {isUnused
          ? "No requests yet."
          : "Requests and tokens of your API keys, and what is left of your limits."}
      </PageHeader>
      {/* The same position in the tree in both cases: the first call must not remount the first steps. */}
      <div className={isUnused ? "grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]" : ""}>
        {intro(isEmpty)}
        {isUnused && <AllowanceCard usage={summary.data} />}
      </div>
      {!isUnused && (
        <>
          <UsageFigures
            summary={summary}
            usage={isPending ? undefined : summary.data}
            onShowRefused={() => {
              change.filter({ outcome: "refused" });
              document.getElementById("requests")?.scrollIntoView();
            }}
          />
          <RequestCard usage={summary.data} view={view} change={change} />
          <UpdatedAgo at={summary.dataUpdatedAt} failing={summary.isError} />
        </>
      )}
    </>
  );
}

/** `usage` is undefined until it is known that the figures will be shown. */
function UsageFigures({
  summary,
  usage,
  onShowRefused,
}: {
  summary: UseQueryResult<UsageSummary>;
  usage: UsageSummary | undefined;
  onShowRefused: () => void;
}) {
  if (summary.isError && !summary.data) {
    return (
      <Card className="mb-6">
        <ErrorState
          error={summary.error}
          title="Usage could not be loaded"
          onRetry={() => void summary.refetch()}
        />
      </Card>
    );
  }
  return (
    <div className="grid gap-5">
      <Totals usage={usage} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-5">
          <UsageChart usage={usage} />
          <Breakdown usage={usage} />
          {usage && usage.refusals.length > 0 && (
            <RefusalsCard refusals={usage.refusals} onShow={onShowRefused} />
          )}
        </div>
        <AllowanceCard usage={usage} />
      </div>
    </div>
  );
}
