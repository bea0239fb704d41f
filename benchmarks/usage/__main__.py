"""Measure how fast usage is read and recorded in a large database.

Run: ``python -m benchmarks.usage --events 10000000``. SQL loads that many requests of the last 90 days into a
real PostgreSQL (that of the tests) with every migration, then derives rollups and ledger from them. Of 100
organisations one has half of the requests; each has 5 API keys and uses 4 models. A new project stores
everything up to its first month in one partition, so this is the table at its largest.

Measured with fsync and synchronous_commit on, over local connections: the calls of the portal's pages for the
largest organisation, and ``record_usage`` with both events of 500 new requests per call, for an organisation
with prepaid credit. The same recording into an empty database shows the cost of the size. Before that every
statement of the scheduled jobs, and reconciliations of a day, of the busy hour (a tenth of the requests more,
in one hour) and of everything.
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

from benchmarks.usage.jobs import scheduled
from benchmarks.usage.rows import load, prepaid_organization
from scripts.database.postgres import Connection, PostgresServer, running_postgres
from tests.support.database.events import request_events
from tests.support.database.tenant import Tenant, call, record

CALLS = 100
BATCHES = 40


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.usage", description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000, help="requests to load")
    events: int = parser.parse_args().events
    with running_postgres() as server, server.database() as name, server.connect(name) as db:
        started_at = time.perf_counter()
        largest = load(db, events)
        make_durable(db)
        print(
            f"{events:,} requests loaded in {time.perf_counter() - started_at:.0f} s",
            file=sys.stderr,
            flush=True,
        )
        results: dict[str, Any] = {
            "requests": events,
            "of_the_largest_organization": events // 2,
            "hours_of_usage": _count(db, "usage_hourly"),
            "reading": reading(db, largest),
            "scheduled": scheduled(db, largest),
        }
        with server.database() as empty, server.connect(empty) as other:
            results["ingest"] = {
                f"{size}, {connections} connection(s)": ingest(server, database, tenant, connections)
                for connections in (1, 2)
                for size, database, tenant in (
                    ("empty", empty, prepaid_organization(other)),
                    ("full", name, largest),
                )
            }
    json.dump(results, sys.stdout, indent=2)
    print()


def _count(db: Connection, table: LiteralString) -> int:
    row = db.execute(f"select count(*) from {table}").fetchone()
    assert row is not None
    return int(row[0])


def make_durable(db: Connection) -> None:
    """Reset the settings that make the tests' server fast but not durable, and collect planner statistics."""
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
        end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        start = end - timedelta(days=days)
        return lambda: call(
            db, "usage_summary", p_organization_id=organization, p_from=start, p_to=end, **more
        )

    def events(**more: Any) -> Callable[[], Any]:
        return lambda: call(db, "usage_events_page", p_organization_id=organization, **more)

    return {
        "summary of 90 days": timed(summary(90)),
        "summary of 7 days, by hour": timed(summary(7, p_by_hour=True)),
        "summary of 90 days, one key": timed(summary(90, p_key_id=tenant.key_id)),
        "first page of 50": timed(events()),
        "page of the oldest requests": timed(events(p_before=oldest_at, p_before_id=oldest_id)),
        "page of one model and outcome": timed(
            events(p_model="oss-120b", p_outcome="failed_before_first_byte")
        ),
        "one request": timed(events(p_request_id=oldest_id)),
    }


def timed(call_once: Callable[[], Any]) -> dict[str, float]:
    """Return percentiles of ``CALLS`` calls in milliseconds, after five warm-up calls."""
    times = []
    for number in range(CALLS + 5):
        started_at = time.perf_counter()
        call_once()
        if number >= 5:
            times.append((time.perf_counter() - started_at) * 1000)
    cuts = statistics.quantiles(times, n=100)
    return {"p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "max_ms": round(max(times), 1)}


def ingest(server: PostgresServer, name: str, tenant: Tenant, connections: int) -> dict[str, float]:
    """Record new requests of the last minutes; return the events per second of all connections together."""
    calls = [
        [
            [event for _ in range(500) for event in request_events(tenant, at=datetime.now(UTC))]
            for _ in range(BATCHES)
        ]
        for _ in range(connections)
    ]

    def work(batches: list[list[dict[str, Any]]]) -> None:
        with server.connect(name) as db:
            db.execute("set role service_role")
            for batch in batches:
                record(db, batch)

    threads = [threading.Thread(target=work, args=(batches,), name=str(uuid.uuid4())) for batches in calls]
    started_at = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started_at
    count = connections * BATCHES * 1000
    return {"events_per_second": round(count / seconds), "seconds": round(seconds, 2)}


if __name__ == "__main__":
    main()
