"""Rows in every table that grows, for tests of plans: a small table is read whole, whatever its indexes."""

from __future__ import annotations

from scripts.database.postgres import Connection

ORGANIZATIONS = 4_000
REQUESTS = 60_000
DAYS = 40
"""Over how many days the requests are spread, up to now: some rows are older than any retention."""

SMALL_TABLES = {
    "public.plans": "the plans that operators define",
    "public.router_pools": "what operators configure",
    "public.router_pool_models": "what operators configure",
    "public.router_targets": "what operators configure",
    "private.target_outcomes": "a row for each target and 5 seconds, deleted after an hour",
    "public.model_prices": "a row when a price changes",
    "public.platform_admins": "the operators",
    "private.key_comparison": "one row",
    "private.usage_queue_drain": "one row",
    "private.usage_queue_minutes": "a row a minute, deleted after a day",
    "private.usage_days_to_roll_up": "what changed since the last minute's rollup, which empties it",
    "private.job_leases": "a row for each scheduled job",
}
"""Tables that do not grow with customers or traffic, and why. Every other table does."""

_TENANTS = """
create temp table tenants as
select gen_random_uuid() as organization_id, gen_random_uuid() as user_id, gen_random_uuid() as key_id, n,
       now() - random() * make_interval(days => %(days)s) as at
from generate_series(1, %(organizations)s) n;
create unique index on tenants (n);
insert into public.users (id, auth_provider, auth_subject, email, allowance_id, created_at)
select user_id, 'supabase', user_id::text, n || '@example.com', user_id, at from tenants;
insert into public.organizations (id, name, kind, created_by, allowance_id, created_at)
select organization_id, 'organisation ' || n, 'personal', user_id, user_id, at from tenants;
insert into public.organization_members select organization_id, user_id, 'owner', at from tenants;
insert into public.plan_subscriptions (organization_id, plan, started_at)
select organization_id, 'free', at from tenants;
insert into public.api_keys (id, organization_id, name, masked, secret_hash, issuer, status, created_at,
                             revoked_at, revocation_confirmed_at)
select key_id, organization_id, 'a key', 'ctx_ab12…wxyz', key_id::text, 'unkey',
       case when n %% 50 = 0 then 'revoked' else 'active' end, at,
       case when n %% 50 = 0 then at end, case when n %% 100 = 0 then at end from tenants;
insert into public.credit_balances select organization_id, n, 0 from tenants;
insert into public.model_access_policies select organization_id, 'oss-20b' from tenants;
insert into public.organization_invitations (organization_id, email, role, token_hash, expires_at)
select organization_id, 'new@example.com', 'member', n::text, at from tenants;
insert into public.audit_log (actor_type, organization_id, action, target_type, target_id)
select 'system', organization_id, 'api_key.created', 'api_key', key_id::text from tenants;
insert into public.idempotent_creates
select organization_id, user_id, 'n', 'f', user_id, 'req_' || n, now(), null,
       at + make_interval(days => %(days)s / 2)
from tenants;
insert into private.allowance_addresses
select n::text, user_id, case when n %% 10 = 0 then at + make_interval(days => %(days)s / 2) end from tenants;
insert into private.sign_ups select n::text, now() - random() * interval '25 hours', 1 from tenants;
insert into private.rate_limit_counters
select 'user:' || n, 60, 0, 0, 0, now() - interval '5 minutes' + random() * interval '2 hours' from tenants;
insert into private.usage_days_to_roll_up
select organization_id, current_date, now() from tenants where n %% 40 = 0;
"""
_REQUESTS = """
create temp table requests as
select r.n, r.at, t.organization_id, t.key_id,
       private.request_id_floor(r.at) || lpad(r.n::text, 16, '0') as request_id
from (select n, now() - make_interval(days => %(days)s) * (%(requests)s - n) / %(requests)s as at
      from generate_series(1, %(requests)s) n) r
join tenants t on t.n = 1 + r.n %% %(organizations)s;
insert into public.usage_events (request_id, organization_id, key_id, model, route, stream, state, outcome,
                                 status, cost_nanousd, admitted_at, deadline_at, settled_at, admitted_batch,
                                 settled_batch, hold_nanousd)
select request_id, organization_id, key_id, 'oss-20b', '/v1/chat/completions', true,
       case when n %% 500 = 0 then 'admitted' else 'settled' end, case when n %% 500 > 0 then 'ok' end,
       case when n %% 500 > 0 then 200 end, case when n %% 500 > 0 then 5 else 0 end,
       at, at + interval '11 minutes', case when n %% 500 > 0 then at end,
       0, case when n %% 500 > 0 then 0 end, case when n %% 500 = 0 then 9 else 0 end
from requests order by n;
insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)
select organization_id, 'usage', -5, request_id, at from requests where n %% 500 > 0 order by n;
insert into public.request_logs (request_id, organization_id, key_id, route, model, pool, stream, admitted_at)
select request_id, organization_id, key_id, '/v1/chat/completions', 'oss-20b', 'oss', true, at
from requests order by n;
insert into public.usage_hourly (organization_id, hour, model, key_id, requests, settled)
select organization_id, date_trunc('hour', at, 'UTC'), 'oss-20b', key_id, count(*), count(*)
from requests group by 1, 2, 4;
insert into public.usage_daily (organization_id, day, model, key_id, requests, settled)
select organization_id, (at at time zone 'UTC')::date, 'oss-20b', key_id, count(*), count(*)
from requests group by 1, 2, 4;
insert into public.refused_requests
select request_id, organization_id, key_id, 429, 'rate_limit_exceeded', null, null, null, true, at
from requests where n %% 4 = 0 order by n;
insert into private.recorded_refusals
select request_id, organization_id, at from requests where n %% 4 = 0 order by n;
insert into public.refusals_hourly
select organization_id, date_trunc('hour', at, 'UTC'), key_id, '', 429, 'rate_limit_exceeded', count(*)
from requests where n %% 4 = 0 group by 1, 2, 3;
insert into public.idempotent_requests
select key_id, n::text, organization_id, 'f', request_id, null, null, null,
       at + make_interval(days => %(days)s - 1)
from requests where n %% 4 = 0;
insert into private.pool_health_minutes
select 'model ' || n %% 4, case when n %% 20 < 4 then '' else 'tgt_' || lpad(to_hex(n %% 20), 16, '0') end,
       date_trunc('minute', now()) - make_interval(mins => n / 20), 60, 0, 0, 9, 0, 300, 400
from generate_series(0, %(requests)s - 1) n;
insert into private.pool_health_hours
select 'model ' || n %% 4, case when n %% 20 < 4 then '' else 'tgt_' || lpad(to_hex(n %% 20), 16, '0') end,
       date_trunc('hour', now(), 'UTC') - make_interval(hours => n / 20), 3600, 0, 0, 540, 0, 300, 400
from generate_series(0, %(requests)s - 1) n;
insert into private.pool_health_days
select alias, target, date_trunc('day', hour, 'UTC'), 86400, 0, 0, 12960, 0, 300, 400
from private.pool_health_hours group by 1, 2, 3;
insert into private.superseded_runs select request_id, at from requests where n %% 4 = 0 order by n;
"""


def fill_growing_tables(db: Connection) -> None:
    """Fill every table that is not in ``SMALL_TABLES``, without triggers, and collect planner statistics."""
    numbers = {"organizations": ORGANIZATIONS, "requests": REQUESTS, "days": DAYS}
    db.execute("set session_replication_role = replica")
    for statement in (*_TENANTS.split(";"), *_REQUESTS.split(";")):
        if statement.strip():
            db.execute(statement.encode(), numbers)
    db.execute("reset session_replication_role")
    db.execute("update private.usage_queue_drain set drained_until = now() - interval '1 minute'")
    db.execute("vacuum analyze")
