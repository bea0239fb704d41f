import { lazyFormatter } from "./lazy-formatter";

/** Numbers and amounts in the user's locale. */

const whole = lazyFormatter(() => new Intl.NumberFormat());
const compact = lazyFormatter(
  () => new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 }),
);
const percent = lazyFormatter(
  () => new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 }),
);
const dollars = lazyFormatter(
  () => new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", maximumFractionDigits: 9 }),
);

export const formatWhole = (value: number): string => whole().format(value);

/** `12,345` up to five digits, then `123.5K`. Show the exact value in a `title`. */
export function formatCount(value: number): string {
  return Math.abs(value) < 100_000 ? whole().format(value) : compact().format(value);
}

/** `part` as a percentage of `total`, such as `0.4%`; a dash if `total` is 0. */
export function formatShare(part: number, total: number): string {
  return total === 0 ? "–" : percent().format(part / total);
}

/** Nano-USD as dollars with all their digits: `$0.000123`. */
export const formatUsd = (nano: number): string => dollars().format(nano / 1e9);
