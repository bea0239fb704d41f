import { queryOptions } from "@tanstack/react-query";
import { type Api, ok } from "@/lib/api/client";

/** What somebody with the token of an invitation is invited to. Rejects where it is not, or no longer, theirs. */
export const invitationQuery = (api: Api, token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => ok(api.POST("/portal/invitations/preview", { body: { token }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
