import { queryOptions } from "@tanstack/react-query";
import { type Api, ok } from "@/lib/api/client";

/** The invitation of a token. Rejects if it is for another address, used or expired. */
export const invitationQuery = (api: Api, token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => ok(api.POST("/portal/invitations/preview", { body: { token }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
