import { lazyFormatter } from "./lazy-formatter";

/** Times and durations in the user's locale. */

const relative = lazyFormatter(() => new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }));
const dateTime = lazyFormatter(
  () => new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" }),
);
const shortDate = lazyFormatter(() => new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" }));
const longDate = lazyFormatter(() => new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }));
const clock = lazyFormatter(() => new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" }));
const clockWithDay = lazyFormatter(
  () =>
    new Intl.DateTimeFormat(undefined, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "numeric",
      minute: "2-digit",
    }),
);
const utcDay = lazyFormatter(
  () => new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", timeZone: "UTC" }),
);
const utcDayLong = lazyFormatter(
  () =>
    new Intl.DateTimeFormat(undefined, {
      weekday: "short",
      month: "short",
      day: "numeric",
      year: "numeric",
      timeZone: "UTC",
    }),
);

export const formatDateTime = (at: Date): string => dateTime().format(at);
export const formatDate = (at: Date): string => longDate().format(at);

/** `85 ms`, `1.24 s`, `2 m 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `3 min. ago`, `in 2 hr.`; within a minute `just now` or `in a moment`. */
export function formatRelative(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative().format(Math.trunc(seconds / length), unit);
  }
  return seconds > 5 ? "in a moment" : "just now";
}

/** The clock time if `at` is on the same day as `now`, otherwise the day and the time. */
export function formatTimeOrDay(at: Date, now: Date): string {
  const isNear = Math.abs(at.getTime() - now.getTime()) < 86_400_000 && at.getDate() === now.getDate();
  return isNear ? clock().format(at) : clockWithDay().format(at);
}

/** `14:05`, and the same with its day. */
export const formatClock = (at: Date): string => clock().format(at);
export const formatClockWithDay = (at: Date): string => clockWithDay().format(at);

/** `Nov 21` for a UTC day such as `2026-11-21`. */
export const formatDay = (day: string): string => utcDay().format(new Date(`${day}T00:00:00Z`));
export const formatDayLong = (day: string): string => utcDayLong().format(new Date(`${day}T00:00:00Z`));

/** `Nov 21, 14:05`, or `14:05` today. For table rows. */
export function formatRowTime(at: Date, now: Date): string {
  const time = clock().format(at);
  return at.toDateString() === now.toDateString() ? time : `${shortDate().format(at)}, ${time}`;
}

/** The length of a rate limit window: `minute`, `5 hours`, `week`. */
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
