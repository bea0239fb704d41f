import type { Allowance } from "./api/queries";

export type Pressure = "calm" | "near" | "over";

const NEAR = 0.8;

export function pressureOf({ used, limit }: Pick<Allowance, "used" | "limit">): Pressure {
  if (used >= limit) return "over";
  return used >= limit * NEAR ? "near" : "calm";
}

/**
 * The limit a banner is about: one of the organisation's, since a minute's window is over before it is read.
 * Of several the one that binds longest.
 */
export function pressing(
  allowance: readonly Allowance[],
): (Allowance & { pressure: "near" | "over" }) | null {
  const found = allowance
    .filter((limit) => limit.scope === "organization")
    .map((limit) => ({ ...limit, pressure: pressureOf(limit) }))
    .filter((limit) => limit.pressure !== "calm")
    .sort((a, b) => Number(b.pressure === "over") - Number(a.pressure === "over") || b.seconds - a.seconds);
  return (found[0] as (Allowance & { pressure: "near" | "over" }) | undefined) ?? null;
}
