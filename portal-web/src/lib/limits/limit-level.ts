import type { Allowance } from "../api/queries";

export type LimitLevel = "ok" | "near" | "reached";
export type UrgentLimit = Allowance & { level: "near" | "reached" };

const NEAR = 0.8;
const SHORT_WINDOW_SECONDS = 60;

export function levelOf({ used, limit }: Pick<Allowance, "used" | "limit">): LimitLevel {
  if (used >= limit) return "reached";
  return used >= limit * NEAR ? "near" : "ok";
}

/**
 * The limit that the banner shows: reached before near, then the longest window. Windows of a minute are left
 * out: they are over before the banner is read.
 */
export function mostUrgentLimit(allowance: readonly Allowance[]): UrgentLimit | null {
  const urgent = allowance
    .filter((limit) => limit.seconds > SHORT_WINDOW_SECONDS)
    .map((limit) => ({ ...limit, level: levelOf(limit) }))
    .filter((limit): limit is UrgentLimit => limit.level !== "ok")
    .sort((a, b) => Number(b.level === "reached") - Number(a.level === "reached") || b.seconds - a.seconds);
  return urgent[0] ?? null;
}
