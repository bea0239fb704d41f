import { queryOptions } from "@tanstack/react-query";
import { type Api, ok } from "@/lib/api/client";
import { USAGE } from "@/lib/api/queries";

const POLL_MS = 2_000;
const MAX_RETRIES = 5;

/** The receipt of one request. Rejects if there is none, or none yet. */
export const receiptQuery = (api: Api, requestId: string) =>
  queryOptions({
    queryKey: [USAGE, "receipt", requestId],
    queryFn: ({ signal }) =>
      ok(
        api.GET("/portal/usage-events/{request_id}", { params: { path: { request_id: requestId } }, signal }),
      ),
    // Usage arrives some seconds after the request, and the playground links here right away.
    refetchInterval: ({ state }) =>
      state.status === "error" && state.errorUpdateCount <= MAX_RETRIES ? POLL_MS : false,
  });
