import type { UsageSummary } from "@/lib/api/queries";
import type { Counts } from "./columns";

export type Metric = "requests" | "tokens";
/** How bars are split: by outcome (tokens: input and output), by model, or by key. */
export type Split = "outcome" | "model" | "key";

export interface Series {
  name: string;
  label: string;
  /** Fill class of the bars. */
  fill: string;
  /** Background class of the legend. */
  dot: string;
  value: (counts: Counts) => number;
}

const requests = (counts: Counts) => counts.requests ?? 0;
const failed = (counts: Counts) => counts.errors ?? 0;
const disconnected = (counts: Counts) => counts.client_disconnected ?? 0;

const DEFAULT_SERIES: Readonly<Record<Metric, readonly Series[]>> = {
  requests: [
    {
      name: "completed",
      label: "Completed",
      fill: "fill-chart-1",
      dot: "bg-chart-1",
      value: (counts) => Math.max(0, requests(counts) - failed(counts) - disconnected(counts)),
    },
    {
      name: "disconnected",
      label: "Disconnected",
      fill: "fill-chart-6",
      dot: "bg-chart-6",
      value: disconnected,
    },
    { name: "errors", label: "Errors", fill: "fill-chart-3", dot: "bg-chart-3", value: failed },
  ],
  tokens: [
    {
      name: "input",
      label: "Input",
      fill: "fill-chart-1",
      dot: "bg-chart-1",
      value: (counts) => counts.prompt_tokens ?? 0,
    },
    {
      name: "output",
      label: "Output",
      fill: "fill-chart-2",
      dot: "bg-chart-2",
      value: (counts) => counts.completion_tokens ?? 0,
    },
  ],
};

/** Colours of models and keys, most used first. Those beyond the last colour are combined. */
const COLOURS = [
  { fill: "fill-chart-1", dot: "bg-chart-1" },
  { fill: "fill-chart-2", dot: "bg-chart-2" },
  { fill: "fill-chart-4", dot: "bg-chart-4" },
  { fill: "fill-chart-3", dot: "bg-chart-3" },
  { fill: "fill-chart-5", dot: "bg-chart-5" },
] as const;
const OTHERS = { name: "others", label: "Others", fill: "fill-chart-6", dot: "bg-chart-6" } as const;

/** The series of a stacked bar, from the bottom up. */
export function seriesOf(metric: Metric, split: Split, usage: UsageSummary | undefined): readonly Series[] {
  if (split === "outcome" || !usage) return DEFAULT_SERIES[metric];
  const field = metric === "requests" ? "requests" : "total_tokens";
  const amountsOf = (counts: Counts): readonly [name: string, amount: number][] =>
    split === "model"
      ? (counts.models ?? []).map((part) => [part.model, part[field]])
      : (counts.keys ?? []).map((part) => [part.key_id, part[field]]);
  const entries =
    split === "model"
      ? usage.by_model.map(({ model }) => ({ name: model, label: model }))
      : usage.by_key.map(({ key_id, name }) => ({ name: key_id, label: name }));
  const series = COLOURS.flatMap((colours, index): Series[] => {
    const entry = entries[index];
    if (!entry) return [];
    return [
      {
        ...entry,
        ...colours,
        value: (counts) => sum(amountsOf(counts).filter(([name]) => name === entry.name)),
      },
    ];
  });
  if (entries.length === series.length) return series;
  const shown = new Set(series.map(({ name }) => name));
  return [
    ...series,
    { ...OTHERS, value: (counts) => sum(amountsOf(counts).filter(([name]) => !shown.has(name))) },
  ];
}

function sum(amounts: readonly (readonly [string, number])[]): number {
  return amounts.reduce((total, [, amount]) => total + amount, 0);
}
