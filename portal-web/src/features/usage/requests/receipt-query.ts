import { queryOptions } from "@tanstack/react-query";
import { type Api, ok } from "@/lib/api/client";
import { USAGE } from "@/lib/api/queries";

const POLL_MS = 2_000;
const TRIES = 5;

/** The receipt of one request. Rejects where it is not there, or not yet. */
export const receiptQuery = (api: Api, requestId: string) =>
  queryOptions({
    queryKey: [USAGE, "receipt", requestId],
    queryFn: ({ signal }) =>
      ok(
        api.GET("/portal/usage-events/{request_id}", { params: { path: { request_id: requestId } }, signal }),
      ),
    // Usage trails the gateway by seconds, and who comes from the playground asks at once.
    refetchInterval: ({ state }) =>
      state.status === "error" && state.errorUpdateCount <= TRIES ? POLL_MS : false,
  });
