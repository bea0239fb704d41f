import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { ErrorState } from "@/components/ui/states";
import { type ApiKey, keysQuery, summaryQuery, type UsageSummary } from "@/lib/api/queries";
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

/** `intro` stands above the numbers: the first steps, for those who have not taken them. */
export function UsagePage({ intro }: { intro?: ReactNode }) {
  const { api } = usePortal();
  const [view, change] = useView();
  const summary = useQuery(summaryQuery(api, spanOf(view.range)));
  const { data: keys } = useQuery(keysQuery(api));
  const isUnused =
    summary.data?.totals.requests === 0 && keys?.data.every((key) => key.last_used_at === null) === true;

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
        {intro}
        {isUnused && <AllowanceCard usage={summary.data} />}
      </div>
      {!isUnused && (
        <>
          <Figures summary={summary} keys={keys?.data} />
          <RequestCard keys={keys?.data} usage={summary.data} view={view} change={change} />
          <UpdatedAgo at={summary.dataUpdatedAt} failing={summary.isError} />
        </>
      )}
    </>
  );
}

function Figures({
  summary,
  keys,
}: {
  summary: UseQueryResult<UsageSummary>;
  keys: readonly ApiKey[] | undefined;
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
      <Totals usage={summary.data} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-5">
          <UsageChart usage={summary.data} keys={keys} />
          <Breakdown usage={summary.data} keys={keys} />
        </div>
        <AllowanceCard usage={summary.data} />
      </div>
    </div>
  );
}
