/** Numbers, times and durations in the reader's own locale. */

/** Made when it is first used: each formatter costs some milliseconds, and no page needs all of them. */
function lazily<Formatter>(make: () => Formatter): () => Formatter {
  let made: Formatter | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const whole = lazily(() => new Intl.NumberFormat());
const compact = lazily(
  () => new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 }),
);
const percent = lazily(
  () => new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 }),
);
const relative = lazily(() => new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }));
const dateTime = lazily(
  () => new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" }),
);
const shortDate = lazily(() => new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" }));
const longDate = lazily(() => new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }));
const clock = lazily(() => new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" }));
const clockWithDay = lazily(
  () =>
    new Intl.DateTimeFormat(undefined, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "numeric",
      minute: "2-digit",
    }),
);
const utcDay = lazily(
  () => new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", timeZone: "UTC" }),
);
const utcDayLong = lazily(
  () =>
    new Intl.DateTimeFormat(undefined, {
      weekday: "short",
      month: "short",
      day: "numeric",
      year: "numeric",
      timeZone: "UTC",
    }),
);
const dollars = lazily(
  () => new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", maximumFractionDigits: 9 }),
);

export const formatWhole = (value: number): string => whole().format(value);
export const formatDateTime = (at: Date): string => dateTime().format(at);
export const formatDate = (at: Date): string => longDate().format(at);

/** `12,345` up to five digits, then `123.5K`. The exact value belongs into a title. */
export function formatCount(value: number): string {
  return Math.abs(value) < 100_000 ? whole().format(value) : compact().format(value);
}

/** `0.4%` of `part` in `all`; a dash where there is nothing to take a share of. */
export function formatShare(part: number, all: number): string {
  return all === 0 ? "–" : percent().format(part / all);
}

/** `85 ms`, `1.24 s`, `2 m 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `3 min. ago`, `in 2 hr.`; within a minute `just now` or `in a moment`. */
export function formatRelative(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return relative().format(Math.trunc(seconds / length), unit);
  }
  return seconds > 5 ? "in a moment" : "just now";
}

/** A clock time where it is within a day, else with the day: when something will be. */
export function formatMoment(at: Date, now: Date): string {
  const isNear = Math.abs(at.getTime() - now.getTime()) < 86_400_000 && at.getDate() === now.getDate();
  return isNear ? clock().format(at) : clockWithDay().format(at);
}

/** `14:05`, and with its day. */
export const formatClock = (at: Date): string => clock().format(at);
export const formatClockWithDay = (at: Date): string => clockWithDay().format(at);

/** `Nov 21` of a UTC day such as `2026-11-21`. */
export const formatDay = (day: string): string => utcDay().format(new Date(`${day}T00:00:00Z`));
export const formatDayLong = (day: string): string => utcDayLong().format(new Date(`${day}T00:00:00Z`));

/** `Nov 21, 14:05`, for rows of a table. */
export function formatRowTime(at: Date, now: Date): string {
  const time = clock().format(at);
  return at.toDateString() === now.toDateString() ? time : `${shortDate().format(at)}, ${time}`;
}

/** `minute`, `5 hours`, `week`: what a limit is counted over. */
export function formatWindow(seconds: number): string {
  for (const [name, length] of [
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const) {
    if (seconds % length === 0) return seconds === length ? name : `${seconds / length} ${name}s`;
  }
  return `${seconds} seconds`;
}

/** Nano-USD as dollars, to the digits that are there: `$0.000123`. */
export const formatUsd = (nano: number): string => dollars().format(nano / 1e9);
