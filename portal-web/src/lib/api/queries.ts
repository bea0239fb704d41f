import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Api, ok } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Me = Schemas["Me"];
export type Organization = Schemas["Organization"];
export type PlanLimit = Schemas["PlanLimit"];
export type ApiKey = Schemas["ApiKey"];
/** A key in the list, with its recent usage. */
export type ListedApiKey = Schemas["ListedApiKey"];
export type NewApiKey = Schemas["NewApiKey"];
/** A new key with its secret, which the API omits from an idempotent replay. */
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
/** A new invitation with its token, which the API omits from an idempotent replay. */
export type NewInvitation = Schemas["NewInvitation"] & { token: string };
export type RangeName = Exclude<UsageSummary["range"], "custom">;
export type Outcome = NonNullable<UsageEvent["outcome"]>;

/** The time range of a usage summary: a named range, or a start (inclusive) and an end (exclusive). */
export type TimeRange = { range: RangeName } | { from: string; to: string };

/** Filters of the request list; an omitted field does not filter. */
export interface RequestFilter {
  model?: string;
  key_id?: string;
  outcome?: Outcome;
  from?: string;
  to?: string;
}

/** Polling interval of data that changes with usage, which arrives some seconds after each request. */
export const POLL_MS = 20_000;
const PAGE_SIZE = 20;
/** First element of the query keys of all usage queries. */
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

export const summaryQuery = (api: Api, range: TimeRange) =>
  queryOptions({
    queryKey: [USAGE, "summary", range],
    queryFn: ({ signal }) => ok(api.GET("/portal/usage-summary", { params: { query: range }, signal })),
    refetchInterval: POLL_MS,
  });

export const eventsQuery = (api: Api, filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: [USAGE, "events", filter],
    queryFn: ({ signal, pageParam }) =>
      ok(
        api.GET("/portal/usage-events", {
          params: { query: { ...filter, limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) } },
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
          params: { query: { limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
