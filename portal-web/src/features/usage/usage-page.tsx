import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { ErrorState } from "@/components/ui/states";
import { keysQuery, summaryQuery, type UsageSummary } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { AllowanceCard } from "./allowance-card";
import { Breakdown } from "./breakdown";
import { UsageChart } from "./chart/usage-chart";
import { RangePicker } from "./range-picker";
import { spanOf } from "./ranges";
import { RequestCard } from "./requests/request-card";
import { Totals } from "./totals";
import { UpdatedAgo } from "./updated-ago";
import { useView } from "./use-view";

/**
 * `intro` stands above the numbers: the first steps, for those who have not taken them; it is told whether the
 * numbers show nothing.
 */
export function UsagePage({ intro }: { intro: (showsNothing: boolean) => ReactNode }) {
  const { api } = usePortal();
  const [view, change] = useView();
  const summary = useQuery(summaryQuery(api, spanOf(view.range)));
  const showsNothing = summary.data?.totals.requests === 0;
  // Only who sees nothing may be somebody who has called nothing.
  const { data: keys, isLoading: isUndecided } = useQuery({ ...keysQuery(api), enabled: showsNothing });
  const isUnused = showsNothing && keys?.data.every((key) => key.last_used_at === null) === true;

  return (
    <>
      <PageHeader
        title="Usage"
        actions={!isUnused && <RangePicker range={view.range} onChange={change.range} />}
      >
        {isUnused ? "Nothing has been called yet." : "What your keys have done, and how much is left."}
      </PageHeader>
      {/* One place in the tree: the first steps must not begin anew when the first call comes in. */}
      <div className={isUnused ? "grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]" : ""}>
        {intro(showsNothing)}
        {isUnused && <AllowanceCard usage={summary.data} />}
      </div>
      {!isUnused && (
        <>
          <Figures summary={summary} usage={isUndecided ? undefined : summary.data} />
          <RequestCard usage={summary.data} view={view} change={change} />
          <UpdatedAgo at={summary.dataUpdatedAt} failing={summary.isError} />
        </>
      )}
    </>
  );
}

/** `usage` is left out while it is not known whether these figures will be shown. */
function Figures({
  summary,
  usage,
}: {
  summary: UseQueryResult<UsageSummary>;
  usage: UsageSummary | undefined;
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
        </div>
        <AllowanceCard usage={usage} />
      </div>
    </div>
  );
}
