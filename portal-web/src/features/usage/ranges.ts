import type { RangeName, UsageSpan } from "@/lib/api/queries";

/** A named range, or days of one's own choice: UTC, the last one included. */
export type Range = RangeName | Days;

export interface Days {
  /** `2026-11-21`. */
  first: string;
  last: string;
}

export const RANGES: readonly { value: RangeName; label: string }[] = [
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 days" },
  { value: "30d", label: "30 days" },
  { value: "month", label: "Month" },
];

export const DEFAULT_RANGE: RangeName = "30d";

/** The control plane's own bound. */
const LONGEST_DAYS = 366;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS: Readonly<Record<Exclude<RangeName, "month">, number>> = {
  "24h": 24,
  "7d": 7 * 24,
  "30d": 30 * 24,
  "90d": 90 * 24,
};

/** The range an address names, 90 days by its days; anything else is the default. */
export function rangeOf(search: URLSearchParams, now = new Date()): Range {
  const days = { first: search.get("from") ?? "", last: search.get("to") ?? "" };
  if (areDays(days)) return days;
  const named = search.get("range");
  if (named === "90d") return daysOf(named, now);
  return RANGES.find(({ value }) => value === named)?.value ?? DEFAULT_RANGE;
}

/** Whether they are days, in their order, and not too many. */
export function areDays({ first, last }: Days): boolean {
  const count = (begin(last) - begin(first)) / DAY_MS + 1;
  return count >= 1 && count <= LONGEST_DAYS;
}

export function spanOf(range: Range): UsageSpan {
  return typeof range === "string" ? { range } : momentsOf(range);
}

/** From when to when. A named range reaches until now, and begins with a whole hour. */
export function momentsOf(range: Days): { from: string; to: string };
export function momentsOf(range: Range, now: Date): { from: string; to?: string };
export function momentsOf(range: Range, now = new Date()): { from: string; to?: string } {
  if (typeof range !== "string")
    return { from: iso(begin(range.first)), to: iso(begin(range.last) + DAY_MS) };
  if (range === "month") return { from: iso(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())) };
  return { from: iso(Math.floor(now.getTime() / HOUR_MS - HOURS[range]) * HOUR_MS) };
}

/** The days to begin a choice of one's own with: those that the range has now. */
export function daysOf(range: Range, now: Date): Days {
  if (typeof range !== "string") return range;
  return { first: momentsOf(range, now).from.slice(0, 10), last: iso(now.getTime()).slice(0, 10) };
}

/** For the name of a file. */
export function nameOf(range: Range): string {
  return typeof range === "string" ? range : `${range.first}-to-${range.last}`;
}

function begin(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
