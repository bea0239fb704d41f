import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Api, ok } from "./client";
import type { components, operations } from "./schema";

/** Queries of the admin pages. A separate module, so that only operators load it. */

type Schemas = components["schemas"];
export type Found = Schemas["SearchResults"];
export type InspectedUser = Schemas["InspectedUser"];
export type InspectedOrganization = Schemas["InspectedOrganization"];
export type InspectedKey = Schemas["InspectedKey"];
export type InspectedRequest = Schemas["InspectedRequest"];
export type RequestLog = Schemas["RequestLogEntry"];
export type AdminModel = Schemas["AdminModel"];
export type AdminPool = Schemas["AdminPool"];
export type AdminPoolModel = Schemas["AdminPoolModel"];
export type AdminRouter = Schemas["AdminRouter"];
export type AdminTarget = Schemas["AdminTarget"];
export type TargetHealth = Schemas["AdminTargetHealth"];
export type TargetRequest = Schemas["TargetRequest"];
export type TargetChanges = Schemas["TargetChanges"];
export type Attempt = Schemas["AttemptEntry"];
export type PoolState = AdminPool["state"];
export type AuditEntry = Schemas["AuditEntry"];
export type Change = Schemas["Change"];
export type LogFilter = Pick<LogQuery, "organization_id" | "key_id">;
export type AuditFilter = Omit<AuditQuery, "limit" | "cursor">;

type LogQuery = NonNullable<operations["list_request_logs"]["parameters"]["query"]>;
type AuditQuery = NonNullable<operations["audit_log"]["parameters"]["query"]>;

/** First element of every query key below; an action invalidates all of them. */
export const ADMIN = "admin";
const PAGE_SIZE = 20;
/** Health is published every few seconds, and operators watch a drain. */
const POOLS_POLL_MS = 5_000;
/** For lists that share a page with other content. */
const SHORT_PAGE_SIZE = 10;

export const searchQuery = (api: Api, q: string) =>
  queryOptions({
    queryKey: [ADMIN, "find", q],
    queryFn: ({ signal }) => ok(api.GET("/portal/admin/find", { params: { query: { q } }, signal })),
    enabled: q !== "",
  });

export const userQuery = (api: Api, user_id: string) =>
  queryOptions({
    queryKey: [ADMIN, "user", user_id],
    queryFn: ({ signal }) =>
      ok(api.GET("/portal/admin/users/{user_id}", { params: { path: { user_id } }, signal })),
  });

export const organizationQuery = (api: Api, organization_id: string) =>
  queryOptions({
    queryKey: [ADMIN, "organization", organization_id],
    queryFn: ({ signal }) =>
      ok(
        api.GET("/portal/admin/organizations/{organization_id}", {
          params: { path: { organization_id } },
          signal,
        }),
      ),
  });

export const organizationKeysQuery = (api: Api, organization_id: string) =>
  infiniteQueryOptions({
    queryKey: [ADMIN, "organization", organization_id, "keys"],
    queryFn: ({ signal, pageParam }) =>
      ok(
        api.GET("/portal/admin/organizations/{organization_id}/keys", {
          params: { path: { organization_id }, query: pageAt(pageParam, PAGE_SIZE) },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const organizationLedgerQuery = (api: Api, organization_id: string) =>
  infiniteQueryOptions({
    queryKey: [ADMIN, "organization", organization_id, "ledger"],
    queryFn: ({ signal, pageParam }) =>
      ok(
        api.GET("/portal/admin/organizations/{organization_id}/ledger", {
          params: { path: { organization_id }, query: pageAt(pageParam, SHORT_PAGE_SIZE) },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const keyQuery = (api: Api, key_id: string) =>
  queryOptions({
    queryKey: [ADMIN, "key", key_id],
    queryFn: ({ signal }) =>
      ok(api.GET("/portal/admin/keys/{key_id}", { params: { path: { key_id } }, signal })),
  });

export const requestQuery = (api: Api, request_id: string) =>
  queryOptions({
    queryKey: [ADMIN, "request", request_id],
    queryFn: ({ signal }) =>
      ok(api.GET("/portal/admin/requests/{request_id}", { params: { path: { request_id } }, signal })),
  });

export const requestLogsQuery = (api: Api, filter: LogFilter) =>
  infiniteQueryOptions({
    queryKey: [ADMIN, "request-logs", filter],
    queryFn: ({ signal, pageParam }) =>
      ok(
        api.GET("/portal/admin/request-logs", {
          params: { query: { ...filter, ...pageAt(pageParam, SHORT_PAGE_SIZE) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const adminModelsQuery = (api: Api) =>
  queryOptions({
    queryKey: [ADMIN, "models"],
    queryFn: ({ signal }) => ok(api.GET("/portal/admin/models", { signal })),
  });

export const poolsQuery = (api: Api) =>
  queryOptions({
    queryKey: [ADMIN, "pools"],
    queryFn: ({ signal }) => ok(api.GET("/portal/admin/pools", { signal })),
    refetchInterval: POOLS_POLL_MS,
  });

export const auditLogQuery = (api: Api, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [ADMIN, "audit-log", filter],
    queryFn: ({ signal, pageParam }) =>
      ok(
        api.GET("/portal/admin/audit-log", {
          params: { query: { ...filter, ...pageAt(pageParam, PAGE_SIZE) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

function pageAt(cursor: string, limit: number) {
  return { limit, ...(cursor ? { cursor } : {}) };
}

/** The plans an organisation can be moved to. */
export const plansQuery = (api: Api) =>
  queryOptions({
    queryKey: ["plans"],
    queryFn: ({ signal }) => ok(api.GET("/portal/plans", { signal })),
    staleTime: 300_000,
  });
