"""The requests of ``benchmarks.usage``, written by SQL, and the rollups and ledger derived from them."""

from __future__ import annotations

import uuid

from scripts.database.postgres import Connection
from tests.support.database.tenant import Tenant, add_key, call, sign_up

ORGANIZATIONS = 100
KEYS = 5
DAYS = 90
ROWS_PER_STATEMENT = 500_000

_LOAD = """
insert into usage_events
  (request_id, organization_id, key_id, model, route, stream, state, outcome, status, error_code,
   prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
   admitted_at, deadline_at, settled_at, admitted_batch, settled_batch)
select private.request_id_floor(e.at) || lpad((e.n + %(first_number)s)::text, 16, '0'),
       k.organization_id, k.key_id,
       (array['oss-20b', 'oss-120b', 'gemma-4-26b', 'qwen-3.5-9b'])[1 + (e.n / 2) %% 4],
       '/v1/chat/completions', true, 'settled',
       case when e.failed then 'failed_before_first_byte' else 'ok' end,
       case when e.failed then 502 else 200 end, null,
       (20 + e.n %% 900)::integer, (10 + e.n %% 400)::integer, 'router', 1000 + e.n %% 9000,
       case when not e.failed then exp(5 + random()) end, exp(6 + 2 * random()),
       e.at, e.at + interval '11 minutes', e.at + interval '2 seconds', 0, 0
from (select n, n %% 50 = 0 as failed,
             now() - interval '1 hour'
               - make_interval(secs => %(seconds)s::float8 * (%(events)s - n) / %(events)s) as at,
             case when n %% 2 = 0 then 0 else 1 + (random() * %(others)s)::integer end as org
      from generate_series(%(first)s::bigint, %(last)s::bigint) n) e
join loaded_keys k on k.org = e.org and k.number = (e.n / 8) %% %(keys)s
order by e.n
"""
_BALANCES = """
insert into credit_balances (organization_id, balance_nanousd)
select organization_id, sum(amount_nanousd) from billing_ledger group by 1
on conflict (organization_id) do update set balance_nanousd = excluded.balance_nanousd
"""
_LOGS = """
insert into request_logs (request_id, organization_id, key_id, route, model, pool, stream, outcome, status,
                          attempts, admitted_at, ended_at)
select request_id, organization_id, key_id, route, model, 'oss', stream, outcome, status,
       1, admitted_at, settled_at
from usage_events where admitted_at > now() - interval '30 days' order by request_id
"""
_EXPIRED_LOGS = """
insert into request_logs (request_id, organization_id, key_id, route, model, pool, stream, admitted_at)
select request_id, organization_id, key_id, route, model, 'oss', stream, admitted_at
from usage_events where admitted_at < now() - interval '31 days' order by request_id limit 5000
"""
_REFUSED = """
insert into refused_requests
select request_id, organization_id, key_id, 429, 'rate_limit_exceeded', null, route, model, stream,
       admitted_at
from request_logs where status = 502
"""
_RECORDED_REFUSALS = """
insert into private.recorded_refusals select request_id, organization_id, refused_at from refused_requests
"""
_STORED_RESPONSES = """
insert into idempotent_requests (key_id, name_hash, organization_id, fingerprint, request_id, expires_at)
select key_id, request_id, organization_id, 'f', request_id, admitted_at + interval '24 hours'
from usage_events where admitted_at > now() - interval '25 hours'
"""
_ROLL_UP = """
insert into usage_hourly (organization_id, hour, model, key_id, requests, settled, errors, prompt_tokens,
  completion_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts, ttft_counts)
select organization_id, date_trunc('hour', admitted_at, 'UTC'), model, key_id, count(*), count(*),
  count(*) filter (where outcome <> 'ok'), sum(prompt_tokens), sum(completion_tokens), sum(cost_nanousd),
  sum(latency_ms), coalesce(sum(ttft_ms), 0), count(ttft_ms),
  private.count_by_duration_class(array_agg(latency_ms)), private.count_by_duration_class(array_agg(ttft_ms))
from usage_events group by 1, 2, 3, 4
"""
_LEDGER = """
insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)
select organization_id, 'usage', -cost_nanousd, request_id, settled_at from usage_events
"""
_DAYS_TO_ROLL_UP = """
insert into private.usage_days_to_roll_up
select distinct organization_id, (hour at time zone 'UTC')::date, now() from usage_hourly
"""


def load(db: Connection, events: int) -> Tenant:
    """Load the requests, and a tenth of their number in one hour; return the organisation that has half."""
    db.execute(
        "create temp table loaded_keys (org integer, number integer, organization_id uuid, key_id uuid)"
    )
    tenants = [prepaid_organization(db), *(sign_up(db) for _ in range(ORGANIZATIONS - 1))]
    for org, tenant in enumerate(tenants):
        keys = [tenant.key_id, *(add_key(db, tenant.organization_id) for _ in range(KEYS - 1))]
        for number, key in enumerate(keys):
            row = [org, number, tenant.organization_id, key]
            db.execute("insert into loaded_keys values (%s, %s, %s, %s)", row)
    db.execute("set session_replication_role = replica")  # no triggers: the balances follow at the end
    _load_requests(db, events, (DAYS - 1) * 86_400)
    _load_requests(db, events // 10, 3_500, first_number=events)
    derived = (
        _ROLL_UP,
        _LEDGER,
        _BALANCES,
        _DAYS_TO_ROLL_UP,
        _LOGS,
        _EXPIRED_LOGS,
        _REFUSED,
        _RECORDED_REFUSALS,
        _STORED_RESPONSES,
    )
    for statement in derived:
        db.execute(statement)
    db.execute("reset session_replication_role")
    while call(db, "roll_up_usage")["days"]:
        pass
    return tenants[0]


def _load_requests(db: Connection, events: int, seconds: int, first_number: int = 0) -> None:
    """Load requests of the ``seconds`` up to an hour ago, in the order of their time."""
    fixed = {"events": events, "seconds": seconds, "first_number": first_number, "keys": KEYS}
    for first in range(1, events + 1, ROWS_PER_STATEMENT):
        last = min(first + ROWS_PER_STATEMENT - 1, events)
        db.execute(_LOAD, {**fixed, "first": first, "last": last, "others": ORGANIZATIONS - 2})


def prepaid_organization(db: Connection) -> Tenant:
    """Return an organisation with more credit than it can use up."""
    tenant = sign_up(db, plan="prepaid")
    call(
        db,
        "grant_credit",
        p_organization_id=tenant.organization_id,
        p_amount_nanousd=10**18,
        p_source_id=str(uuid.uuid4()),
        p_actor="system",
        p_reason="benchmark",
        p_request_id=None,
    )
    return tenant
