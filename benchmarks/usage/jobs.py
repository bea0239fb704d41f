"""Measure every statement of the scheduled jobs in the database of ``benchmarks.usage``.

Each is run as the service role, once, on as many rows as one call takes.
"""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg.types.json import Jsonb

from scripts.database.postgres import Connection
from tests.support.database.events import admitted
from tests.support.database.tenant import Tenant, call

Seconds = dict[str, float]


def scheduled(db: Connection, tenant: Tenant) -> dict[str, Any]:
    """Return the seconds of each statement, and of whole reconciliations with their longest step."""
    return {
        "maintenance": maintenance(db, tenant),
        "key_upkeep": key_upkeep(db),
        "reconcile_a_day": reconciliation(db, datetime.now(UTC) - timedelta(days=2), hours=24, until_days=1),
        "reconcile_the_busy_hour": reconciliation(db, datetime.now(UTC) - timedelta(hours=2), hours=3),
        "reconcile_90_days": reconciliation(db, datetime.now(UTC) - timedelta(days=90), hours=24 * 90),
        "reconcile_credit": credit(db),
    }


def maintenance(db: Connection, tenant: Tenant) -> Seconds:
    now = datetime.now(UTC)
    events = [admitted(tenant, at=now) for _ in range(5_000)]
    for start in range(0, len(events), 1_000):
        db.execute("select public.record_usage(%s)", [Jsonb(events[start : start + 1_000])])
    later = now + timedelta(hours=1)
    db.execute("update private.usage_queue_drain set drained_until = %s", [later])
    db.execute(
        "insert into private.usage_days_to_roll_up select id, current_date, now() from public.organizations"
        " on conflict do nothing"
    )
    calls: dict[str, dict[str, Any]] = {
        "observe_usage_queue": {"p_waiting": 3, "p_in_flight": 9},
        "reap_usage": {"p_now": later},
        "roll_up_usage": {},
        "delete_expired_responses": {},
        "delete_old_request_logs": {"p_days": 30},
        "delete_old_refusals": {},
        "delete_old_pool_health": {},
        "open_usage_partitions": {},
    }
    return {name: _seconds(db, name, **arguments)[1] for name, arguments in calls.items()} | {
        f"{name}, again": _seconds(db, name, **arguments)[1] for name, arguments in calls.items()
    }


def key_upkeep(db: Connection) -> Seconds:
    now = datetime.now(UTC)
    keys = [row[0] for row in db.execute("select id from public.api_keys order by id limit 100").fetchall()]
    calls: dict[str, dict[str, Any]] = {
        "acquire_job_lease": {"p_job": "key_upkeep", "p_run_id": uuid.uuid4(), "p_seconds": 60.0},
        "start_key_comparison": {},
        "keys_to_reconcile": {"p_ids": keys},
        "confirm_revocations": {"p_ids": keys},
        "record_key_comparison": {"p_started_at": now},
        "delete_unissued_keys": {"p_before": now - timedelta(days=1)},
    }
    return {name: _seconds(db, name, **arguments)[1] for name, arguments in calls.items()}


def reconciliation(db: Connection, start: datetime, *, hours: int, until_days: int | None = None) -> Seconds:
    """Reconcile ``hours`` from ``start``, and the requests of that time or of everything since."""
    steps: list[float] = []
    compared = differences = 0
    for number in range(hours):
        result, seconds = _seconds(db, "reconcile_hour", p_hour=start + timedelta(hours=number))
        steps.append(seconds)
        differences += result["differences"]
    after: str | None = None
    end = None if until_days is None else _floor(db, datetime.now(UTC) - timedelta(days=until_days))
    while True:
        result, seconds = _seconds(db, "reconcile_requests", p_from=start, p_after=after)
        steps.append(seconds)
        compared += result["compared"]
        differences += result["differences"]
        after = result["next"]
        if after is None or (end is not None and after > end):
            break
    return _summary(steps) | {"requests": compared, "differences": differences}


def credit(db: Connection) -> Seconds:
    steps: list[float] = []
    after: str | None = None
    differences = 0
    while True:
        result, seconds = _seconds(db, "reconcile_credit", p_after=after)
        steps.append(seconds)
        differences += len(result["differences"])
        if (after := result["next"]) is None:
            return _summary(steps) | {"differences": differences}


def _summary(steps: list[float]) -> Seconds:
    return {"seconds": round(sum(steps), 2), "steps": len(steps), "longest_step": round(max(steps), 3)}


def _floor(db: Connection, at: datetime) -> str:
    row = db.execute("select private.request_id_floor(%s)", [at]).fetchone()
    assert row is not None
    return str(row[0])


def _seconds(db: Connection, function: str, **arguments: Any) -> tuple[Any, float]:
    started_at = time.perf_counter()
    result = call(db, function, **arguments)
    return result, round(time.perf_counter() - started_at, 3)
