import type { components } from "@/lib/api/schema";

type Schemas = components["schemas"];

export const API = "http://api.test";
export const SECRET = "ctx_4fQzT0aGm2yXr5sWb8nUj1kEoHcVdPi7GK9aLm";

const AT = "2026-11-20T10:00:00Z";
const ORGANIZATION: Schemas["Organization"] = {
  id: "00000000-0000-4000-8000-000000000001",
  name: "Ada",
  kind: "personal",
  role: "owner",
  members_managed_in: "portal",
  suspended: false,
  created_at: AT,
};

export function me(more: Partial<Schemas["Me"]> = {}): Schemas["Me"] {
  return {
    user: {
      id: "00000000-0000-4000-8000-0000000000aa",
      email: "ada@example.com",
      display_name: "Ada",
      auth_provider: "supabase",
      created_at: AT,
    },
    organization: ORGANIZATION,
    organizations: [ORGANIZATION],
    plan: "free",
    limits: [
      { name: "requests per minute", scope: "key", limit: 20, seconds: 60 },
      { name: "requests per 5 hours", scope: "organization", limit: 100, seconds: 18_000 },
    ],
    allowance: allowance(),
    operator: false,
    ...more,
  };
}

export function organization(more: Partial<Schemas["Organization"]> = {}): Schemas["Organization"] {
  return { ...ORGANIZATION, ...more };
}

export function member(more: Partial<Schemas["Member"]> = {}): Schemas["Member"] {
  return {
    user_id: me().user.id,
    email: "ada@example.com",
    display_name: "Ada",
    role: "owner",
    joined_at: AT,
    ...more,
  };
}

export function invitation(more: Partial<Schemas["Invitation"]> = {}): Schemas["Invitation"] {
  return {
    id: "00000000-0000-4000-8000-0000000000e1",
    email: "grace@example.com",
    role: "member",
    created_at: AT,
    expires_at: new Date(Date.now() + 6.5 * 86_400_000).toISOString(),
    ...more,
  };
}

export function key(more: Partial<Schemas["ListedApiKey"]> = {}): Schemas["ListedApiKey"] {
  return {
    id: "00000000-0000-4000-8000-0000000000f1",
    name: "staging",
    masked: "ctx_4fQz…9aLm",
    status: "active",
    models: null,
    requests_per_minute: null,
    replaces: null,
    requests_7d: 1234,
    created_by: "00000000-0000-4000-8000-0000000000aa",
    created_at: AT,
    last_used_at: AT,
    expires_at: null,
    revoked_at: null,
    ...more,
  };
}

export function keyList(data: Schemas["ListedApiKey"][] = [key()]): Schemas["ApiKeyList"] {
  const used = data.filter(({ status }) => status !== "revoked").length;
  return { data, next_cursor: null, allowance: { name: "keys per organization", limit: 50, used } };
}

export function allowance(used = 12): Schemas["Allowance"][] {
  const resets_at = new Date(Date.now() + 7_200_000).toISOString();
  return [
    { name: "requests per minute", scope: "key", limit: 20, used: 0, seconds: 60, resets_at },
    { name: "requests per 5 hours", scope: "organization", limit: 100, used, seconds: 18_000, resets_at },
  ];
}

const SPEED: Schemas["Speed"] = {
  latency_ms: { p50: 1400, p95: 3100, p99: 5200 },
  ttft_ms: { p50: 190, p95: 420, p99: 700 },
};

export function summary(more: Partial<Schemas["UsageSummary"]> = {}): Schemas["UsageSummary"] {
  const counts = {
    requests: 1234,
    settled: 1234,
    errors: 12,
    prompt_tokens: 120_000,
    completion_tokens: 45_000,
  };
  return {
    range: "30d",
    start: "2026-10-22T00:00:00Z",
    end: "2026-11-21T00:00:00Z",
    plan: "free",
    totals: {
      ...counts,
      total_tokens: 165_000,
      latency_ms_mean: 1500,
      ttft_ms_mean: 210,
    } as Schemas["UsageCounts"],
    speed: SPEED,
    allowance: allowance(),
    by_hour: [],
    by_model: [{ model: "oss-20b", speed: SPEED, ...counts } as Schemas["ModelUsage"]],
    by_day: [{ day: "2026-11-20", ...counts } as Schemas["DayUsage"]],
    by_key: [{ key_id: key().id, name: key().name, ...counts } as Schemas["KeyUsage"]],
    ...more,
  };
}

/** Usage of somebody who has called nothing. */
export function unused(): Schemas["UsageSummary"] {
  return summary({
    totals: { requests: 0, errors: 0, prompt_tokens: 0, completion_tokens: 0 } as Schemas["UsageCounts"],
    allowance: allowance(0),
    by_model: [],
    by_day: [],
    by_key: [],
  });
}

export function event(more: Partial<Schemas["UsageEvent"]> = {}): Schemas["UsageEvent"] {
  return {
    request_id: "req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD",
    key_id: key().id,
    key_name: key().name,
    model: "oss-20b",
    route: "/v1/chat/completions",
    stream: true,
    state: "settled",
    ending: "ok",
    status: 200,
    error_code: null,
    prompt_tokens: 10,
    completion_tokens: 40,
    total_tokens: 50,
    token_source: "router",
    cost_nanousd: 0,
    ttft_ms: 200,
    latency_ms: 1200,
    admitted_at: AT,
    settled_at: AT,
    ...more,
  };
}

export function receipt(): Schemas["UsageReceipt"] {
  return { ...event(), charged_for: "prompt and completion" };
}

export function page(
  data: Schemas["UsageEvent"][] = [event()],
  next_cursor: string | null = null,
): Schemas["UsageEventList"] {
  return { data, next_cursor };
}

export function models(): Schemas["ModelList"] {
  const model = (id: string, status: Schemas["Model"]["status"]): Schemas["Model"] => ({
    id,
    display_name: id,
    description: `What ${id} is good for.`,
    context_tokens: null,
    status,
    included: true,
    created_at: AT,
  });
  return { data: [model("oss-120b", "unavailable"), model("oss-20b", "available")] };
}

export function plans(current = "free"): Schemas["PlanList"] {
  const plan = (id: string, perMinute: number, monthly_tokens: number | null): Schemas["Plan"] => ({
    id,
    display_name: id === "free" ? "Free" : "Pro",
    description: `What ${id} is for.`,
    limits: [
      { name: "requests per minute", scope: "key", limit: perMinute, seconds: 60 },
      { name: "requests per 5 hours", scope: "organization", limit: perMinute * 5, seconds: 18_000 },
    ],
    monthly_tokens,
    concurrent_streams: 4,
    models: null,
    charging: "allowance",
    current: id === current,
  });
  return { data: [plan("free", 20, null), plan("pro", 120, 5_000_000)] };
}

export function billing(more: Partial<Schemas["Billing"]> = {}): Schemas["Billing"] {
  const offered = plans().data;
  const plan = offered.find(({ current }) => current) as Schemas["Plan"];
  return {
    plan,
    plans: offered,
    plan_since: AT,
    balance_nanousd: 2_500_000_000,
    held_nanousd: 0,
    month_cost_nanousd: 0,
    tokens: { limit: null, used: 165_000, month_start: "2026-11-01T00:00:00Z" },
    allowance: allowance(),
    prices: [],
    ...more,
  };
}

export function ledger(
  data: Schemas["LedgerEntry"][] = [
    {
      id: 2,
      kind: "credit",
      amount_nanousd: 2_500_000_000,
      source_id: "grant-1",
      reason: "welcome credit",
      occurred_at: AT,
      created_at: AT,
    },
  ],
): Schemas["LedgerPage"] {
  return { data, next_cursor: null };
}
