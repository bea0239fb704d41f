import { HttpResponse, http, type JsonBodyType } from "msw";
import type { components } from "@/lib/api/schema";
import { API, allowance, event, key, ledger, me } from "./fixtures";
import { server } from "./server";

type Schemas = components["schemas"];

export const ORGANIZATION_ID = "00000000-0000-4000-8000-000000000001";
export const USER_ID = "00000000-0000-4000-8000-0000000000aa";
export const KEY_ID = key().id;
export const REQUEST_ID = event().request_id;
export const TARGET_ID = "tgt_00000000000000a1";
export const ROUTER_ID = "rtr_00000000000000b1";
export const ROUTER_URL = "http://router-1:5010";
const AT = "2026-11-20T10:00:00Z";

export function inspectedUser(overrides: Partial<Schemas["InspectedUser"]> = {}): Schemas["InspectedUser"] {
  return {
    id: USER_ID,
    email: "customer@example.com",
    display_name: "Customer",
    auth_provider: "supabase",
    suspended_at: null,
    created_at: AT,
    platform_admin: false,
    organizations: [{ id: ORGANIZATION_ID, name: "Acme", role: "owner" }],
    ...overrides,
  };
}

export function inspectedOrganization(
  overrides: Partial<Schemas["InspectedOrganization"]> = {},
): Schemas["InspectedOrganization"] {
  return {
    id: ORGANIZATION_ID,
    name: "Acme",
    kind: "team",
    suspended_at: null,
    created_at: AT,
    plan: "free",
    balance_nanousd: 1_250_000_000,
    models: null,
    members: [
      {
        user_id: USER_ID,
        email: "customer@example.com",
        display_name: "Customer",
        role: "owner",
        suspended: false,
      },
    ],
    keys: { active: 1 },
    allowance: allowance(),
    tokens: { limit: 5_000_000, used: 165_000, month_start: "2026-11-01T00:00:00Z" },
    usage: { requests: 123_456, errors: 12 } as Schemas["UsageCounts"],
    ...overrides,
  };
}

export function inspectedKey(overrides: Partial<Schemas["InspectedKey"]> = {}): Schemas["InspectedKey"] {
  return {
    id: KEY_ID,
    organization_id: ORGANIZATION_ID,
    created_by: USER_ID,
    name: "staging",
    masked: "ctx_4fQz…9aLm",
    issuer: "local",
    issuer_key_id: null,
    status: "active",
    models: null,
    requests_per_minute: null,
    created_at: AT,
    last_used_at: AT,
    expires_at: null,
    disabled_at: null,
    revoked_at: null,
    ...overrides,
  };
}

export function requestLog(overrides: Partial<Schemas["RequestLogEntry"]> = {}): Schemas["RequestLogEntry"] {
  return {
    request_id: REQUEST_ID,
    organization_id: ORGANIZATION_ID,
    key_id: KEY_ID,
    route: "/v1/chat/completions",
    model: "oss-20b",
    pool: "oss-20b",
    stream: true,
    outcome: "ok",
    status: 200,
    error_code: null,
    error_param: null,
    attempts: 1,
    attempted_targets: [],
    ttft_ms: 200,
    latency_ms: 1200,
    admitted_at: AT,
    ended_at: AT,
    ...overrides,
  };
}

const NO_HISTORY: Schemas["ServingWindowReport"] = {
  starts_at: AT,
  uptime: null,
  requests: 0,
  failures: 0,
  ttft_p50_ms: null,
  ttft_p95_ms: null,
  states: [],
};

/** Session 41 of a router: healthy and active. */
export function adminTarget(overrides: Partial<Schemas["AdminTarget"]> = {}): Schemas["AdminTarget"] {
  return {
    id: TARGET_ID,
    alias: "oss-20b",
    session: "41",
    state: "active",
    weight: 1,
    tier: 0,
    session_limit: null,
    configured_limit: 2,
    drain_deadline: null,
    configured: true,
    state_since: AT,
    state_reason: null,
    recent: {
      ok: 40,
      unreachable: 0,
      rejected: 0,
      busy: 3,
      timed_out: 0,
      interrupted: 0,
      cancelled: 1,
      no_text: 0,
      ttft_p50_ms: 305,
      ttft_p95_ms: 460,
    },
    history: { last_30_minutes: NO_HISTORY, last_24_hours: NO_HISTORY, last_30_days: NO_HISTORY },
    health: targetHealth(),
    leases: 1,
    running_at_most: null,
    is_empty: null,
    ...overrides,
  };
}

export function targetHealth(
  overrides: Partial<Schemas["AdminTargetHealth"]> = {},
): Schemas["AdminTargetHealth"] {
  return {
    state: "up",
    since: AT,
    reason: null,
    share: 1,
    ttft_p50_ms: 310,
    ttft_p95_ms: 455,
    error_rate: 0.02,
    in_flight: 1,
    busy_until: null,
    capacity: null,
    ...overrides,
  };
}

/** A pool with one router. */
export function adminPool(
  targets: Schemas["AdminTarget"][] = [adminTarget()],
  overrides: Partial<Schemas["AdminPool"]> = {},
): Schemas["AdminPool"] {
  return {
    name: "oss-20b",
    state: "active",
    models: [
      {
        id: "oss-20b",
        status: "operational",
        targets: targets.length,
        serving_targets: targets.length,
        routers: 1,
        serving_routers: 1,
        is_down_to_one: false,
      },
    ],
    routers: [{ id: ROUTER_ID, url: ROUTER_URL, targets }],
    ...overrides,
  };
}

export function searchResults(overrides: Partial<Schemas["SearchResults"]> = {}): Schemas["SearchResults"] {
  return { users: [], organizations: [], keys: [], requests: [], ...overrides };
}

export function auditEntry(overrides: Partial<Schemas["AuditEntry"]> = {}): Schemas["AuditEntry"] {
  return {
    id: 7,
    occurred_at: AT,
    actor_type: "admin",
    actor: "00000000-0000-4000-8000-0000000000bb",
    actor_email: "operator@example.com",
    organization_id: ORGANIZATION_ID,
    action: "api_key.state_changed",
    target_type: "api_key",
    target_id: KEY_ID,
    reason: "it leaked",
    before: { state: "active" },
    after: { state: "disabled" },
    request_id: "req_01ACTION",
    ...overrides,
  };
}

/** Mock the admin API for a signed-in operator: one customer with one key. */
export function asOperator(): void {
  const get = (path: string, body: JsonBodyType) => http.get(API + path, () => HttpResponse.json(body));
  server.use(
    get("/portal/me", me({ operator: true })),
    get("/portal/admin/find", searchResults()),
    get("/portal/admin/users/:id", inspectedUser()),
    get("/portal/admin/organizations/:id", inspectedOrganization()),
    get("/portal/admin/organizations/:id/keys", { data: [inspectedKey()], next_cursor: null }),
    get("/portal/admin/organizations/:id/ledger", ledger()),
    get("/portal/admin/keys/:id", inspectedKey()),
    get("/portal/admin/requests/:id", {
      organization_id: ORGANIZATION_ID,
      receipt: { ...event(), charged_for: "prompt and completion" },
      log: requestLog(),
    }),
    get("/portal/admin/request-logs", { data: [requestLog()], next_cursor: null }),
    get("/portal/admin/models", {
      data: [{ id: "oss-20b", display_name: "OSS 20B", pool: "oss-20b", state: "active" }],
    }),
    get("/portal/admin/pools", { data: [adminPool()], measured_at: AT }),
    get("/portal/admin/audit-log", { data: [auditEntry()], next_cursor: null }),
  );
}
