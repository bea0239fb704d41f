import type { UsageSummary } from "@/lib/api/queries";
import type { Counts } from "./columns";

export type Metric = "requests" | "tokens";
/** What bars are stacked of: how requests ended (tokens: in and out), or whose they are. */
export type Split = "kind" | "model" | "key";

export interface Part {
  name: string;
  label: string;
  /** Colour of its bars, a class that fills. */
  fill: string;
  dot: string;
  of: (counts: Counts) => number;
}

const requests = (counts: Counts) => counts.requests ?? 0;
const failed = (counts: Counts) => counts.errors ?? 0;
const cancelled = (counts: Counts) => counts.cancelled ?? 0;

const KINDS: Readonly<Record<Metric, readonly Part[]>> = {
  requests: [
    {
      name: "completed",
      label: "Completed",
      fill: "fill-chart-1",
      dot: "bg-chart-1",
      of: (counts) => Math.max(0, requests(counts) - failed(counts) - cancelled(counts)),
    },
    { name: "cancelled", label: "Cancelled", fill: "fill-chart-6", dot: "bg-chart-6", of: cancelled },
    { name: "errors", label: "Errors", fill: "fill-chart-3", dot: "bg-chart-3", of: failed },
  ],
  tokens: [
    {
      name: "input",
      label: "Input",
      fill: "fill-chart-1",
      dot: "bg-chart-1",
      of: (counts) => counts.prompt_tokens ?? 0,
    },
    {
      name: "output",
      label: "Output",
      fill: "fill-chart-2",
      dot: "bg-chart-2",
      of: (counts) => counts.completion_tokens ?? 0,
    },
  ],
};

/** Colours of models and keys, the most used first. What has none is drawn together. */
const COLOURS = [
  { fill: "fill-chart-1", dot: "bg-chart-1" },
  { fill: "fill-chart-2", dot: "bg-chart-2" },
  { fill: "fill-chart-4", dot: "bg-chart-4" },
  { fill: "fill-chart-3", dot: "bg-chart-3" },
  { fill: "fill-chart-5", dot: "bg-chart-5" },
] as const;
const OTHERS = { name: "others", label: "Others", fill: "fill-chart-6", dot: "bg-chart-6" } as const;

/** What a bar is made of, from the bottom up. */
export function partsOf(metric: Metric, split: Split, usage: UsageSummary | undefined): readonly Part[] {
  if (split === "kind" || !usage) return KINDS[metric];
  const field = metric === "requests" ? "requests" : "total_tokens";
  const sharesOf = (counts: Counts): readonly [name: string, amount: number][] =>
    split === "model"
      ? (counts.models ?? []).map((part) => [part.model, part[field]])
      : (counts.keys ?? []).map((part) => [part.key_id, part[field]]);
  const users =
    split === "model"
      ? usage.by_model.map(({ model }) => ({ name: model, label: model }))
      : usage.by_key.map(({ key_id, name }) => ({ name: key_id, label: name }));
  const parts = COLOURS.flatMap((colours, index): Part[] => {
    const user = users[index];
    if (!user) return [];
    return [
      { ...user, ...colours, of: (counts) => sum(sharesOf(counts).filter(([whose]) => whose === user.name)) },
    ];
  });
  if (users.length === parts.length) return parts;
  const shown = new Set(parts.map(({ name }) => name));
  return [
    ...parts,
    { ...OTHERS, of: (counts) => sum(sharesOf(counts).filter(([whose]) => !shown.has(whose))) },
  ];
}

function sum(shares: readonly (readonly [string, number])[]): number {
  return shares.reduce((total, [, amount]) => total + amount, 0);
}
