import type { ServiceStatus } from "@/lib/api/status";

/** One sentence on the service as a whole. */
export function summaryOf({ status, models }: Pick<ServiceStatus, "status" | "models">): string {
  const offered = models.filter((model) => model.offered);
  if (offered.length === 0) return "No model is offered at the moment";
  if (status === "operational") return "All models are operational";
  if (status === "unavailable") return "No model is available";
  return offered.every((model) => model.status === "degraded")
    ? "All models are degraded"
    : "Some models are degraded or unavailable";
}
