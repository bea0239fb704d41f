import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "./api-error";

/** The response of the gateway's public `GET /health`. */
export interface Health {
  /** `degraded` if not every model is operational, `unavailable` if none serves. */
  status: "ok" | "degraded" | "unavailable";
  /** The models that are offered. */
  models: string[];
  model_status?: HealthOfModel[];
}

export interface HealthOfModel {
  id: string;
  /** What it can be asked for besides text. */
  capabilities?: readonly ("json" | "tools")[];
}

export const healthQuery = (apiUrl: string) =>
  queryOptions({
    queryKey: ["health", apiUrl],
    queryFn: async ({ signal }): Promise<Health> => {
      const response = await fetch(`${apiUrl}/health`, { signal }).catch((error: unknown) => {
        throw signal.aborted ? error : ApiError.unreachable();
      });
      const body: unknown = await response.json().catch(() => null);
      if (!isHealth(body)) throw ApiError.from(response, body);
      return body;
    },
    staleTime: 30_000,
    refetchInterval: 60_000,
  });

function isHealth(body: unknown): body is Health {
  return (
    typeof body === "object" &&
    body !== null &&
    "status" in body &&
    "models" in body &&
    Array.isArray(body.models)
  );
}
