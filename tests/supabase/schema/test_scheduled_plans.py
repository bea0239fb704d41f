"""No statement of a scheduled job reads a growing table whole, also not inside of functions.

PostgreSQL counts the rows that it read by sequential scans, table by table, while a function runs: plans of
statements inside of functions need not be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.pools import configured_target, health_minute
from tests.support.database.tenant import call
from tests.support.database.volume import SMALL_TABLES, fill_growing_tables

NOW = datetime.now(UTC)
YESTERDAYS_LAST_HOUR = NOW.replace(hour=23, minute=0, second=0, microsecond=0) - timedelta(days=1)

JOBS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "maintenance": [
        ("observe_usage_queue", {"p_waiting": 0, "p_in_flight": 0}),
        ("reap_usage", {}),
        ("roll_up_usage", {}),
        ("delete_expired_responses", {}),
        ("delete_old_request_logs", {"p_days": 30}),
        ("delete_old_refusals", {}),
        ("delete_old_pool_health", {}),
        ("open_usage_partitions", {}),
    ],
    "reconciliation": [
        ("reconcile_hour", {"p_hour": NOW - timedelta(hours=2)}),
        ("reconcile_hour", {"p_hour": YESTERDAYS_LAST_HOUR}),
        ("reconcile_requests", {"p_from": NOW - timedelta(days=3), "p_requests": 1_000}),
        ("reconcile_credit", {}),
    ],
    "key upkeep": [
        ("start_key_comparison", {}),
        ("keys_to_reconcile", {"p_ids": []}),
        ("confirm_revocations", {"p_ids": []}),
        ("record_key_comparison", {"p_started_at": NOW}),
        ("delete_unissued_keys", {"p_before": NOW - timedelta(days=1)}),
    ],
    "pool monitor": [
        ("sync_router_targets", {"p_targets": Jsonb([configured_target()])}),
        ("recent_target_outcomes", {"p_since": NOW - timedelta(seconds=30)}),
        ("record_pool_health", {"p_minutes": Jsonb([health_minute(), health_minute("model 0")])}),
    ],
    "status of models and pools": [("model_status", {}), ("pool_status", {})],
    "leases of jobs": [
        ("acquire_job_lease", {"p_job": "maintain", "p_run_id": "0" * 32, "p_seconds": 60.0}),
        ("release_job_lease", {"p_job": "maintain", "p_run_id": "0" * 32}),
    ],
}
CALLS = [(job, function, arguments) for job, calls in JOBS.items() for function, arguments in calls]

_READ = """
select case when i.inhparent is null then s.schemaname || '.' || s.relname else 'public.usage_events' end,
       sum(s.seq_tup_read)
from pg_stat_xact_all_tables s left join pg_inherits i on i.inhrelid = s.relid
where s.schemaname in ('public', 'private') group by 1
"""
_TABLES = """
select n.nspname || '.' || c.relname, c.reltuples
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relispartition
"""


@pytest.fixture(scope="module")
def large(postgres: PostgresServer) -> Iterator[str]:
    """Name of a database with rows in all growing tables."""
    with postgres.database() as name:
        with postgres.connect(name) as db:
            fill_growing_tables(db)
        yield name


@pytest.fixture
def fresh(postgres: PostgresServer, large: str) -> Iterator[Connection]:
    """A connection that has read nothing yet, rolled back after the test."""
    with postgres.connect(large) as db, db.transaction(force_rollback=True):
        yield db


def read_whole(db: Connection) -> dict[str, int]:
    """Return the growing tables of which this connection read rows by a sequential scan, and how many."""
    read = {str(name): int(rows) for name, rows in db.execute(_READ)}
    return {name: rows for name, rows in read.items() if rows and name not in SMALL_TABLES}


def test_every_growing_table_has_rows(fresh: Connection) -> None:
    sizes = {str(name): float(rows) for name, rows in fresh.execute(_TABLES)}
    assert set(SMALL_TABLES) <= set(sizes)
    assert [name for name, rows in sizes.items() if rows < 1_000 and name not in SMALL_TABLES] == []


def test_sequential_scans_are_noticed(fresh: Connection) -> None:
    fresh.execute("do $$ begin perform count(*) from public.usage_events where error_code = 'x'; end $$")
    assert set(read_whole(fresh)) == {"public.usage_events"}


@pytest.mark.parametrize(("job", "function", "arguments"), CALLS, ids=[f"{c[0]}: {c[1]}" for c in CALLS])
def test_scheduled_statement_reads_no_table_whole(
    fresh: Connection, job: str, function: str, arguments: dict[str, Any]
) -> None:
    if "p_ids" in arguments:
        keys = fresh.execute("select id from api_keys order by id limit 100").fetchall()
        arguments = {"p_ids": [row[0] for row in keys]}
    if function == "open_usage_partitions":
        fresh.execute("reset role")
    call(fresh, function, **arguments)
    assert read_whole(fresh) == {}, job
