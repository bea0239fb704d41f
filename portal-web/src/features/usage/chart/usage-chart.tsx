import { lazy, Suspense, useState } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { Select } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { UsageSummary } from "@/lib/api/queries";
import { formatWhole } from "@/lib/format";
import { type Column, columnsOf } from "./columns";
import { type Metric, type Part, partsOf, type Split } from "./series";

/** By itself: what draws is the largest part of the page. Its place is kept meanwhile. */
const Bars = lazy(async () => ({ default: (await import("./bars")).Bars }));

const METRICS = [
  { value: "requests", label: "Requests" },
  { value: "tokens", label: "Tokens" },
] as const;

export function UsageChart({ usage }: { usage: UsageSummary | undefined }) {
  const [metric, setMetric] = useState<Metric>("requests");
  const [split, setSplit] = useState<Split>("kind");
  const parts = partsOf(metric, split, usage);
  const drawn = usage && columnsOf(usage);
  const title = `${metric === "requests" ? "Requests" : "Tokens"} by ${drawn?.unit ?? "day"}`;
  return (
    <Card>
      <CardHeader
        title={title}
        aside={
          <div className="flex flex-wrap items-center gap-2">
            <div className="w-34">
              <Select
                fieldSize="small"
                aria-label="Stacked by"
                value={split}
                onChange={(event) => setSplit(event.target.value as Split)}
              >
                <option value="kind">{metric === "requests" ? "By outcome" : "In and out"}</option>
                <option value="model">By model</option>
                <option value="key">By key</option>
              </Select>
            </div>
            <Segmented label="Measure" value={metric} onChange={setMetric} options={METRICS} />
          </div>
        }
      />
      <figure className="px-4 pt-4 pb-4 sm:px-5">
        <Suspense fallback={<Skeleton className="h-52 w-full" />}>
          {drawn ? <Bars columns={drawn.columns} parts={parts} /> : <Skeleton className="h-52 w-full" />}
        </Suspense>
        <figcaption className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-sm">
          {parts.map((part) => (
            <span key={part.name} className="flex items-center gap-1.5">
              <span aria-hidden="true" className={cn("size-2.5 rounded-[3px]", part.dot)} />
              {part.label}
            </span>
          ))}
          {drawn?.unit !== "hour" && <span className="ml-auto text-ink-3">Days in UTC</span>}
        </figcaption>
        {drawn && <Numbers title={title} columns={drawn.columns} parts={parts} />}
      </figure>
    </Card>
  );
}

/** The same as a table, for those who do not see the bars. */
function Numbers({
  title,
  columns,
  parts,
}: {
  title: string;
  columns: readonly Column[];
  parts: readonly Part[];
}) {
  return (
    // Around it: a table itself is never narrower than its words, hidden or not.
    <div className="sr-only">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th>When</th>
            {parts.map((part) => (
              <th key={part.name}>{part.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ id, longLabel, counts }) => (
            <tr key={id}>
              <th scope="row">{longLabel}</th>
              {parts.map((part) => (
                <td key={part.name}>{formatWhole(part.of(counts))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
