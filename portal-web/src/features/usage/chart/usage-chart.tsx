import { lazy, Suspense, useState } from "react";
import { cn } from "@/components/ui/class-names";
import { Select } from "@/components/ui/controls/field";
import { Segmented } from "@/components/ui/controls/segmented";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { UsageSummary } from "@/lib/api/queries";
import { formatWhole } from "@/lib/format/numbers";
import { type Column, columnsOf } from "./columns";
import { type Metric, type Series, type Split, seriesOf } from "./series";

/** In a chunk of its own, since it is the largest part of the page. A skeleton is shown meanwhile. */
const Bars = lazy(async () => ({ default: (await import("./bars")).Bars }));

const METRICS = [
  { value: "requests", label: "Requests" },
  { value: "tokens", label: "Tokens" },
] as const;

export function UsageChart({ usage }: { usage: UsageSummary | undefined }) {
  const [metric, setMetric] = useState<Metric>("requests");
  const [split, setSplit] = useState<Split>("outcome");
  const series = seriesOf(metric, split, usage);
  const chart = usage && columnsOf(usage);
  const title = `${metric === "requests" ? "Requests" : "Tokens"} by ${chart?.unit ?? "day"}`;
  return (
    <Card>
      <CardHeader
        title={title}
        aside={
          <div className="flex flex-wrap items-center gap-2">
            <div className="w-34">
              <Select
                fieldSize="small"
                aria-label="Stack by"
                value={split}
                onChange={(event) => setSplit(event.target.value as Split)}
              >
                <option value="outcome">{metric === "requests" ? "By outcome" : "Input and output"}</option>
                <option value="model">By model</option>
                <option value="key">By key</option>
              </Select>
            </div>
            <Segmented label="Metric" value={metric} onChange={setMetric} options={METRICS} />
          </div>
        }
      />
      <figure className="px-4 pt-4 pb-4 sm:px-5">
        <Suspense fallback={<Skeleton className="h-52 w-full" />}>
          {chart ? <Bars columns={chart.columns} series={series} /> : <Skeleton className="h-52 w-full" />}
        </Suspense>
        <figcaption className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-sm">
          {series.map((each) => (
            <span key={each.name} className="flex items-center gap-1.5">
              <span aria-hidden="true" className={cn("size-2.5 rounded-[3px]", each.dot)} />
              {each.label}
            </span>
          ))}
          {chart?.unit !== "hour" && <span className="ml-auto text-ink-3">Days in UTC</span>}
        </figcaption>
        {chart && <DataTable title={title} columns={chart.columns} series={series} />}
      </figure>
    </Card>
  );
}

/** The same data as a table, for screen readers. */
function DataTable({
  title,
  columns,
  series,
}: {
  title: string;
  columns: readonly Column[];
  series: readonly Series[];
}) {
  return (
    // The wrapper is needed because a hidden table would still be as wide as its content.
    <div className="sr-only">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th>Time</th>
            {series.map((each) => (
              <th key={each.name}>{each.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ id, longLabel, counts }) => (
            <tr key={id}>
              <th scope="row">{longLabel}</th>
              {series.map((each) => (
                <td key={each.name}>{formatWhole(each.value(counts))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
