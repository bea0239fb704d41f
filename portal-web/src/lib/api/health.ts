import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "./api-error";

/** What `GET /health` of the gateway says, to anybody. */
export interface Health {
  status: "ok" | "unavailable";
  models: string[];
}

export const healthQuery = (apiUrl: string) =>
  queryOptions({
    queryKey: ["health", apiUrl],
    queryFn: async ({ signal }): Promise<Health> => {
      const answer = await fetch(`${apiUrl}/health`, { signal }).catch((error: unknown) => {
        throw signal.aborted ? error : ApiError.unreachable();
      });
      const body: unknown = await answer.json().catch(() => null);
      if (!isHealth(body)) throw ApiError.from(answer, body);
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
