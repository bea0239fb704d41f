import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Client of the running local product, as a customer, an operator or the usage worker. */

const folder = process.env.PORTAL_STATE_DIR || resolve(import.meta.dirname, "../../../.local");
const read = (name: string) => JSON.parse(readFileSync(resolve(folder, name), "utf8"));

interface ProductConfig {
  api_url: string;
  supabase_url: string;
  supabase_publishable_key: string;
  router_url: string;
  email: string;
  password: string;
  api_key: string;
}

export const product: ProductConfig = read("dev.json");
const secrets: { supabase_secret_key: string; router_key: string } = read("secrets.json");

export interface Account {
  email: string;
  password: string;
  token: string;
  userId: string;
  organizationId: string;
}

export async function demoAccount(): Promise<Account> {
  return open("token?grant_type=password", product.email, product.password);
}

/** Sign up a new user, with a personal organisation on the free plan. */
export async function newAccount(name = "someone"): Promise<Account> {
  return open("signup", `${name}-${crypto.randomUUID().slice(-12)}@example.com`, "correct horse battery");
}

async function open(path: string, email: string, password: string): Promise<Account> {
  const session = await json(`${product.supabase_url}/auth/v1/${path}`, {
    method: "POST",
    headers: { apikey: product.supabase_publishable_key, "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const token: string = session.access_token;
  const me = await portal(token, "/portal/me");
  return { email, password, token, userId: me.user.id, organizationId: me.organization.id };
}

export function portal(token: string, path: string, init: RequestInit = {}) {
  return json(product.api_url + path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...init.headers },
  });
}

export async function createKey(account: Account, name: string): Promise<{ id: string; key: string }> {
  return portal(account.token, "/portal/api-keys", {
    method: "POST",
    body: JSON.stringify({ name }),
    headers: { "x-organization-id": account.organizationId },
  });
}

/** The HTTP status of an API call with this key. */
export async function statusOf(key: string): Promise<number> {
  const response = await fetch(`${product.api_url}/v1/models`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return response.status;
}

/** Create a team owned by the account, and return its id. */
export async function createTeam(account: Account, name: string): Promise<string> {
  const body = JSON.stringify({ name });
  return (await portal(account.token, "/portal/organizations", { method: "POST", body })).id;
}

/** Invite `email` to the team, and return the invitation's token. */
export async function invite(
  account: Account,
  team: string,
  email: string,
  role: "owner" | "admin" | "member" = "member",
): Promise<string> {
  const body = JSON.stringify({ email, role });
  return (await portal(account.token, `/portal/organizations/${team}/invitations`, { method: "POST", body }))
    .token;
}

export async function acceptInvitation(account: Account, token: string): Promise<void> {
  const body = JSON.stringify({ token });
  await portal(account.token, "/portal/invitations/accept", { method: "POST", body });
}

/** Sign up a new operator, like `python -m local admin appoint`. */
export async function newOperator(): Promise<Account> {
  const account = await newAccount("operator");
  await rpc("set_platform_admin", {
    p_user_id: account.userId,
    p_is_admin: true,
    p_actor: "system",
    p_reason: "browser tests",
  });
  return account;
}

export interface PastRequest {
  at: Date;
  model?: string;
  route?: string;
  outcome?:
    | "ok"
    | "client_disconnected"
    | "failed_before_first_byte"
    | "failed_after_first_byte"
    | "deadline";
  errorCode?: string;
  status?: number;
  promptTokens?: number;
  completionTokens?: number;
  ttftMs?: number;
  latencyMs?: number;
}

/** Record past requests, like the usage worker. */
export async function recordRequests(account: Account, keyId: string, requests: readonly PastRequest[]) {
  const events = requests.flatMap((request) => {
    const latency = request.latencyMs ?? 900;
    const common = {
      request_id: requestId(request.at),
      organization_id: account.organizationId,
      key_id: keyId,
      model: request.model ?? "oss-20b",
      pool: request.model ?? "oss-20b",
      route: request.route ?? "/v1/chat/completions",
      stream: true,
      admitted_at: request.at.toISOString(),
      prompt_tokens: request.promptTokens ?? 120,
    };
    const outcome = request.outcome ?? "ok";
    return [
      { ...common, kind: "admitted", deadline_at: new Date(request.at.getTime() + 600_000).toISOString() },
      {
        ...common,
        kind: "settled",
        settled_at: new Date(request.at.getTime() + latency).toISOString(),
        outcome,
        status: request.status ?? (outcome === "ok" ? 200 : 502),
        error_code:
          request.errorCode ??
          (outcome === "ok" || outcome === "client_disconnected" ? null : "router_unreachable"),
        completion_tokens: request.completionTokens ?? 240,
        token_source: "router",
        ttft_ms: outcome === "failed_before_first_byte" ? null : (request.ttftMs ?? 210),
        latency_ms: latency,
        attempts: 1,
      },
    ];
  });
  for (let start = 0; start < events.length; start += 500) {
    const result = await rpc("record_usage", { p_events: events.slice(start, start + 500) });
    if (result.rejected.length > 0)
      throw new Error(`Usage was rejected: ${JSON.stringify(result.rejected[0])}`);
  }
}

export function rpc(name: string, body: object) {
  const key = secrets.supabase_secret_key;
  return json(`${product.supabase_url}/rest/v1/rpc/${name}`, {
    method: "POST",
    headers: { apikey: key, authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Set the behaviour of the router simulator; by default its normal one. */
export async function behave(behaviour: object = {}) {
  await json(`${product.router_url}/_sim/behaviour`, {
    method: "PUT",
    headers: { authorization: `Bearer ${secrets.router_key}`, "content-type": "application/json" },
    body: JSON.stringify(behaviour),
  });
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function requestId(at: Date): string {
  let time = at.getTime();
  let text = "";
  for (let digit = 0; digit < 10; digit += 1) {
    text = CROCKFORD[time % 32] + text;
    time = Math.floor(time / 32);
  }
  for (let digit = 0; digit < 16; digit += 1) text += CROCKFORD[Math.floor(Math.random() * 32)];
  return `req_${text}`;
}

async function json(url: string, init: RequestInit) {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${init.method ?? "GET"} ${url} failed with HTTP ${response.status}: ${text}`);
  return text === "" ? null : JSON.parse(text);
}

export interface ListedTarget {
  id: string;
  alias: string;
  url: string;
  session: string | null;
}

/** A target that is not the only one of its model, once the pool monitor has listed it. */
export async function anyTarget(operator: Account): Promise<ListedTarget> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const { data } = await portal(operator.token, "/portal/admin/pools");
    const targets: ListedTarget[] = data.flatMap(
      ({ routers }: { routers: { url: string; targets: object[] }[] }) =>
        routers.flatMap(({ url, targets }) => targets.map((target) => ({ ...target, url }))),
    );
    const found = targets.findLast(({ id, alias }) =>
      targets.some((other) => other.alias === alias && other.id !== id),
    );
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("The pool monitor has listed no model with two targets.");
}
