import type { UsageSummary } from "@/lib/api/queries";
import { formatClock, formatClockWithDay, formatDay, formatDayLong } from "@/lib/format/times";

/** One bar of the chart: a day in UTC, or an hour in local time. */
export interface Column {
  id: string;
  label: string;
  longLabel: string;
  counts: Counts;
}

/** An omitted count is 0. */
export type Counts = Partial<Omit<UsageSummary["by_day"][number], "day">>;

const HOUR_MS = 3_600_000;
const MAX_HOURS = 49;

export function columnsOf(usage: UsageSummary): { unit: "hour" | "day"; columns: Column[] } {
  const start = Date.parse(usage.start);
  const hours = (Date.parse(usage.end) - start) / HOUR_MS;
  if (hours > MAX_HOURS) return { unit: "day", columns: usage.by_day.map(dayColumn) };
  const known = new Map(usage.by_hour.map((each) => [Date.parse(each.hour), each]));
  const columns = Array.from({ length: hours }, (_, index) => {
    const at = start + index * HOUR_MS;
    return hourColumn(new Date(at), known.get(at) ?? {});
  });
  return { unit: "hour", columns };
}

function dayColumn({ day, ...counts }: UsageSummary["by_day"][number]): Column {
  return { id: day, label: formatDay(day), longLabel: formatDayLong(day), counts };
}

function hourColumn(at: Date, counts: Counts): Column {
  return { id: at.toISOString(), label: formatClock(at), longLabel: formatClockWithDay(at), counts };
}
