"""How fast usage is read and written when there is a lot of it.

Run: ``python -m benchmarks.usage --events 10000000``. A real PostgreSQL (the one of the tests) with every
migration gets so many requests of the last 90 days: of 100 organisations one has half of them, each has
5 keys, 4 models. They are written by SQL; rollups and ledger are made from them. A new project keeps
everything up to its first month in one partition, so this is the table at its largest. Then everything is
durable again (fsync and synchronous_commit on) and, over one local connection, measured: the calls that the
portal's pages make for the largest organisation, and ``record_usage`` with both events of 500 new requests a
call, for an organisation that pays from its credit. The same is recorded into empty books, which tells what
size costs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

from tests.database.events import both
from tests.database.server import Connection, PostgresServer, started
from tests.database.tenant import Tenant, add_key, call, record, sign_up

ORGANIZATIONS = 100
KEYS = 5
DAYS = 90
LOADED_AT_ONCE = 500_000
CALLS = 100
BATCHES = 40

_LOAD = """
insert into usage_events
  (request_id, organization_id, key_id, model, route, stream, state, ending, status, error_code,
   prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
   admitted_at, deadline_at, settled_at, admitted_batch, settled_batch)
select private.request_id_floor(e.at) || lpad(e.n::text, 16, '0'),
       k.organization_id, k.key_id,
       (array['oss-20b', 'oss-120b', 'gemma-4-26b', 'qwen-3.5-9b'])[1 + (e.n / 2) %% 4],
       '/v1/chat/completions', true, 'settled',
       case when e.failed then 'failed_before_first_byte' else 'ok' end,
       case when e.failed then 502 else 200 end, null,
       (20 + e.n %% 900)::integer, (10 + e.n %% 400)::integer, 'router', 1000 + e.n %% 9000,
       case when not e.failed then exp(5 + random()) end, exp(6 + 2 * random()),
       e.at, e.at + interval '11 minutes', e.at + interval '2 seconds', 0, 0
from (select n, n %% 50 = 0 as failed,
             now() - interval '1 hour' - random() * make_interval(days => %(days)s) as at,
             case when n %% 2 = 0 then 0 else 1 + (random() * %(others)s)::integer end as org
      from generate_series(%(first)s::bigint, %(last)s::bigint) n) e
join loaded_keys k on k.org = e.org and k.number = (e.n / 8) %% %(keys)s
"""
_ROLL_UP = """
insert into usage_hourly (organization_id, hour, model, key_id, requests, settled, errors, prompt_tokens,
  completion_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts, ttft_counts)
select organization_id, date_trunc('hour', admitted_at, 'UTC'), model, key_id, count(*), count(*),
  count(*) filter (where ending <> 'ok'), sum(prompt_tokens), sum(completion_tokens), sum(cost_nanousd),
  sum(latency_ms), coalesce(sum(ttft_ms), 0), count(ttft_ms), private.counts_of(array_agg(latency_ms)),
  private.counts_of(array_agg(ttft_ms))
from usage_events group by 1, 2, 3, 4
"""
_LEDGER = """
insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)
select organization_id, 'usage', -cost_nanousd, request_id, settled_at from usage_events
"""
_MARK = """
insert into private.usage_days_to_roll_up
select distinct organization_id, (hour at time zone 'UTC')::date, now() from usage_hourly
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.usage", description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000, help="requests to load")
    events: int = parser.parse_args().events
    with started() as server, server.database() as name, server.connect(name) as db:
        began = time.perf_counter()
        largest = load(db, events)
        durable(db)
        print(
            f"{events:,} requests loaded in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True
        )
        results: dict[str, Any] = {
            "requests": events,
            "of_the_largest_organization": events // 2,
            "hours_of_usage": _count(db, "usage_hourly"),
            "reading": reading(db, largest),
        }
        with server.database() as empty, server.connect(empty) as other:
            results["ingest"] = {
                f"{books}, {connections} connection(s)": ingest(server, database, tenant, connections)
                for connections in (1, 2)
                for books, database, tenant in (("empty", empty, payer(other)), ("full", name, largest))
            }
    json.dump(results, sys.stdout, indent=2)
    print()


def load(db: Connection, events: int) -> Tenant:
    """Fill the books; return the organisation that has half of the requests."""
    db.execute(
        "create temp table loaded_keys (org integer, number integer, organization_id uuid, key_id uuid)"
    )
    tenants = [payer(db), *(sign_up(db) for _ in range(ORGANIZATIONS - 1))]
    for org, tenant in enumerate(tenants):
        keys = [tenant.key_id, *(add_key(db, tenant.organization_id) for _ in range(KEYS - 1))]
        for number, key in enumerate(keys):
            row = [org, number, tenant.organization_id, key]
            db.execute("insert into loaded_keys values (%s, %s, %s, %s)", row)
    for first in range(1, events + 1, LOADED_AT_ONCE):
        span = {"first": first, "last": min(first + LOADED_AT_ONCE - 1, events)}
        db.execute(_LOAD, {**span, "days": DAYS - 1, "keys": KEYS, "others": ORGANIZATIONS - 2})
    for statement in (_ROLL_UP, _LEDGER, _MARK):
        db.execute(statement)
    while call(db, "roll_up_usage")["days"]:
        pass
    return tenants[0]


def payer(db: Connection) -> Tenant:
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


def _count(db: Connection, table: LiteralString) -> int:
    row = db.execute(f"select count(*) from {table}").fetchone()
    assert row is not None
    return int(row[0])


def durable(db: Connection) -> None:
    """Undo what the tests' server does for speed, and give the planner its statistics."""
    for setting in ("fsync", "synchronous_commit"):
        db.execute(f"alter system reset {setting}")
    db.execute("select pg_reload_conf()")
    db.execute("vacuum analyze")
    db.execute("checkpoint")


def reading(db: Connection, tenant: Tenant) -> dict[str, dict[str, float]]:
    now = datetime.now(UTC)
    organization = tenant.organization_id
    row = db.execute(
        "select admitted_at, request_id from usage_events where organization_id = %s"
        " order by admitted_at offset 1000 limit 1",
        [organization],
    ).fetchone()
    assert row is not None
    oldest_at, oldest_id = row

    def summary(days: int, **more: Any) -> Callable[[], Any]:
        start = now - timedelta(days=days)
        return lambda: call(
            db, "usage_summary", p_organization_id=organization, p_from=start, p_to=now, **more
        )

    def events(**more: Any) -> Callable[[], Any]:
        return lambda: call(db, "usage_events_page", p_organization_id=organization, **more)

    return {
        "summary of 90 days": timed(summary(90)),
        "summary of 7 days, by hour": timed(summary(7, p_by_hour=True)),
        "summary of 90 days, one key": timed(summary(90, p_key_id=tenant.key_id)),
        "first page of 50": timed(events()),
        "page at the far end": timed(events(p_before=oldest_at, p_before_id=oldest_id)),
        "page of one model and ending": timed(
            events(p_model="oss-120b", p_ending="failed_before_first_byte")
        ),
        "one request": timed(events(p_request_id=oldest_id)),
    }


def timed(ask: Callable[[], Any]) -> dict[str, float]:
    """Return percentiles of ``CALLS`` calls in milliseconds, after some that are not counted."""
    taken = []
    for number in range(CALLS + 5):
        began = time.perf_counter()
        ask()
        if number >= 5:
            taken.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(taken, n=100)
    return {"p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "max_ms": round(max(taken), 1)}


def ingest(server: PostgresServer, name: str, tenant: Tenant, connections: int) -> dict[str, float]:
    """Record new requests of the last minutes; return events per second over all connections."""
    calls = [
        [[event for _ in range(500) for event in both(tenant, at=datetime.now(UTC))] for _ in range(BATCHES)]
        for _ in range(connections)
    ]

    def work(batches: list[list[dict[str, Any]]]) -> None:
        with server.connect(name) as db:
            db.execute("set role service_role")
            for batch in batches:
                record(db, batch)

    threads = [threading.Thread(target=work, args=(batches,), name=str(uuid.uuid4())) for batches in calls]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    count = connections * BATCHES * 1000
    return {"events_per_second": round(count / seconds), "seconds": round(seconds, 2)}


if __name__ == "__main__":
    main()
