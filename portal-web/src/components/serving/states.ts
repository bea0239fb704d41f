import type { Tone } from "@/components/ui/feedback/badge";
import type { ServingState, StatusWindow } from "@/lib/api/status";

export const STATE_TONES: Readonly<Record<ServingState, Tone>> = {
  operational: "good",
  degraded: "warn",
  unavailable: "bad",
};

export const STATE_LABELS: Readonly<Record<ServingState, string>> = {
  operational: "Operational",
  degraded: "Degraded",
  unavailable: "Unavailable",
};

/** A share of time as a percentage, rounded down: 100 % only if it never failed. */
export function formatUptime(uptime: number): string {
  const hundredths = Math.floor(uptime * 10_000 + 1e-6);
  return `${(hundredths / 100).toLocaleString(undefined, { maximumFractionDigits: 2 })}%`;
}

/** What a strip of states shows, in words: `1 minute unavailable, 2 minutes degraded`. */
export function describeStates(states: StatusWindow["states"], step: string): string {
  const count = (state: ServingState | null) => states.filter((each) => each === state).length;
  const parts = [
    [count("unavailable"), "unavailable"],
    [count("degraded"), "degraded"],
    [count(null), "without data"],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${step}${n === 1 ? "" : "s"} ${what}`);
  return told.length === 0 ? `Operational in every ${step}` : told.join(", ");
}
