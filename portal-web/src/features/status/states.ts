import type { Tone } from "@/components/ui/feedback/badge";
import type { ServiceStatus, ServingState } from "@/lib/api/status";

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

const DEGRADED = "Some models are degraded or unavailable";

/** One sentence on the service as a whole. */
export function summaryOf({ status, models }: Pick<ServiceStatus, "status" | "models">): string {
  const offered = models.filter((model) => model.offered);
  if (offered.length === 0) return "No model is offered at the moment";
  if (status === "operational") return "All models are operational";
  if (status === "unavailable") return "No model is available";
  const isOneKind = offered.every((model) => model.status !== "unavailable");
  return isOneKind && offered.every((model) => model.status === "degraded")
    ? "All models are degraded"
    : DEGRADED;
}

/** A share of time as a percentage, rounded down: 100 % only if it never failed. */
export function formatUptime(uptime: number): string {
  const hundredths = Math.floor(uptime * 10_000 + 1e-6);
  return `${(hundredths / 100).toLocaleString(undefined, { maximumFractionDigits: 2 })}%`;
}

/** The bar's colour; the percentage beside it says the same. */
export function uptimeTone(uptime: number): "good" | "warn" | "bad" {
  if (uptime >= 0.995) return "good";
  return uptime >= 0.95 ? "warn" : "bad";
}
