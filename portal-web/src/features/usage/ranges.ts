import type { RangeName, TimeRange } from "@/lib/api/queries";

/** A named range, or custom dates in UTC, both inclusive. */
export type Range = RangeName | DateRange;

export interface DateRange {
  /** `2026-11-21`. */
  start: string;
  end: string;
}

export const RANGES: readonly { value: RangeName; label: string }[] = [
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 days" },
  { value: "30d", label: "30 days" },
  { value: "month", label: "Month" },
];

export const DEFAULT_RANGE: RangeName = "30d";

/** The limit of the control plane. */
const MAX_DAYS = 366;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS: Readonly<Record<Exclude<RangeName, "month">, number>> = {
  "24h": 24,
  "7d": 7 * 24,
  "30d": 30 * 24,
  "90d": 90 * 24,
};

/** The range in a query string, 90 days as custom dates; the default if there is none or it is invalid. */
export function rangeOf(search: URLSearchParams, now = new Date()): Range {
  const dates = { start: search.get("from") ?? "", end: search.get("to") ?? "" };
  if (isDateRange(dates)) return dates;
  const named = search.get("range");
  if (named === "90d") return datesOf(named, now);
  return RANGES.find(({ value }) => value === named)?.value ?? DEFAULT_RANGE;
}

/** Whether both are dates, in order, and not too far apart. */
export function isDateRange({ start, end }: DateRange): boolean {
  const count = (startOf(end) - startOf(start)) / DAY_MS + 1;
  return count >= 1 && count <= MAX_DAYS;
}

export function timeRangeOf(range: Range): TimeRange {
  return typeof range === "string" ? { range } : boundsOf(range);
}

/** Start and end of a range. A named range starts at a whole hour and has no end. */
export function boundsOf(range: DateRange): { from: string; to: string };
export function boundsOf(range: Range, now: Date): { from: string; to?: string };
export function boundsOf(range: Range, now = new Date()): { from: string; to?: string } {
  if (typeof range !== "string")
    return { from: iso(startOf(range.start)), to: iso(startOf(range.end) + DAY_MS) };
  if (range === "month") return { from: iso(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())) };
  return { from: iso(Math.floor(now.getTime() / HOUR_MS - HOURS[range]) * HOUR_MS) };
}

/** The dates of `range`, as the initial custom dates. */
export function datesOf(range: Range, now: Date): DateRange {
  if (typeof range !== "string") return range;
  return { start: boundsOf(range, now).from.slice(0, 10), end: iso(now.getTime()).slice(0, 10) };
}

/** For file names. */
export function rangeFileName(range: Range): string {
  return typeof range === "string" ? range : `${range.start}-to-${range.end}`;
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
