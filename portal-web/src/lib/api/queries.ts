import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Api, ok } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Me = Schemas["Me"];
export type Organization = Schemas["Organization"];
export type PlanLimit = Schemas["PlanLimit"];
export type ApiKey = Schemas["ApiKey"];
/** A key as the list has it: with how much it is used. */
export type ListedApiKey = Schemas["ListedApiKey"];
export type NewApiKey = Schemas["NewApiKey"];
/** A key with its secret. The API leaves it out of an answer that it repeats, which no page asks for. */
export type RevealableKey = NewApiKey & { key: string };
export type Billing = Schemas["Billing"];
export type Plan = Schemas["Plan"];
export type LedgerEntry = Schemas["LedgerEntry"];
export type Model = Schemas["Model"];
export type UsageSummary = Schemas["UsageSummary"];
export type UsageEvent = Schemas["UsageEvent"];
export type UsageReceipt = Schemas["UsageReceipt"];
export type Allowance = Schemas["Allowance"];
export type Member = Schemas["Member"];
export type Role = Member["role"];
export type Invitation = Schemas["Invitation"];
export type ErasedAccount = Schemas["ErasedAccount"];
export type InvitationPreview = Schemas["InvitationPreview"];
/** An invitation with its token, which the API leaves out of an answer that it repeats. */
export type NewInvitation = Schemas["NewInvitation"] & { token: string };
export type RangeName = Exclude<UsageSummary["range"], "custom">;
export type Ending = NonNullable<UsageEvent["ending"]>;

/** What usage is summed over: one of the named ranges, or from one moment to before another. */
export type UsageSpan = { range: RangeName } | { from: string; to: string };

/** Which requests are meant; what is left out does not matter. */
export interface RequestFilter {
  model?: string;
  key_id?: string;
  ending?: Ending;
  from?: string;
  to?: string;
}

/** What several pages show. Usage trails the gateway by seconds, so it is asked for again while it is looked at. */
export const POLL_MS = 20_000;
const PAGE = 20;
/** What the keys of all queries about usage begin with. */
export const USAGE = "usage";

export const meQuery = (api: Api) =>
  queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => ok(api.GET("/portal/me", { signal })),
    staleTime: 60_000,
  });

export const membersQuery = (api: Api, organizationId: string) =>
  queryOptions({
    queryKey: ["members", organizationId],
    queryFn: ({ signal }) =>
      ok(
        api.GET("/portal/organizations/{organization_id}/members", {
          params: { path: { organization_id: organizationId } },
          signal,
        }),
      ),
  });

export const invitationsQuery = (api: Api, organizationId: string) =>
  queryOptions({
    queryKey: ["invitations", organizationId],
    queryFn: ({ signal }) =>
      ok(
        api.GET("/portal/organizations/{organization_id}/invitations", {
          params: { path: { organization_id: organizationId } },
          signal,
        }),
      ),
  });

export const keysQuery = (api: Api) =>
  queryOptions({
    queryKey: ["keys"],
    queryFn: ({ signal }) => ok(api.GET("/portal/api-keys", { signal })),
    refetchInterval: POLL_MS,
  });

export const modelsQuery = (api: Api) =>
  queryOptions({
    queryKey: ["models"],
    queryFn: ({ signal }) => ok(api.GET("/portal/models", { signal })),
    staleTime: 60_000,
  });

export const summaryQuery = (api: Api, span: UsageSpan) =>
  queryOptions({
    queryKey: [USAGE, "summary", span],
    queryFn: ({ signal }) => ok(api.GET("/portal/usage-summary", { params: { query: span }, signal })),
    refetchInterval: POLL_MS,
  });

export const eventsQuery = (api: Api, filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: [USAGE, "events", filter],
    queryFn: ({ signal, pageParam }) =>
      ok(
        api.GET("/portal/usage-events", {
          params: { query: { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const billingQuery = (api: Api) =>
  queryOptions({
    queryKey: ["billing"],
    queryFn: ({ signal }) => ok(api.GET("/portal/billing", { signal })),
    refetchInterval: POLL_MS,
  });

export const ledgerQuery = (api: Api) =>
  infiniteQueryOptions({
    queryKey: ["billing", "ledger"],
    queryFn: ({ signal, pageParam }) =>
      ok(
        api.GET("/portal/billing/ledger", {
          params: { query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
