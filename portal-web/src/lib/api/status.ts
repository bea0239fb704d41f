import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "./api-error";
import type { components } from "./schema";

export type ServiceStatus = components["schemas"]["Status"];
export type StatusOfModel = ServiceStatus["models"][number];
export type ServingState = StatusOfModel["status"];
/** A stretch of time that ends now. */
export type StatusWindow = StatusOfModel["last_24_hours"];

/** The control plane's public `GET /portal/status`, without a session. */
export const statusQuery = (apiUrl: string) =>
  queryOptions({
    queryKey: ["status", apiUrl],
    queryFn: async ({ signal }): Promise<ServiceStatus> => {
      const response = await fetch(`${apiUrl}/portal/status`, { signal }).catch((error: unknown) => {
        throw signal.aborted ? error : ApiError.unreachable();
      });
      const body: unknown = await response.json().catch(() => null);
      if (!response.ok || body === null) throw ApiError.from(response, body);
      return body as ServiceStatus;
    },
    refetchInterval: 15_000,
  });
