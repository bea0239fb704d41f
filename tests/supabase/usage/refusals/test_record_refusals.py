"""record_refusals: the first hundred of a key and hour with their ids, all of them counted, each once."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.usage.refusal_batches import KEPT_PER_HOUR
from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.events import refused
from tests.support.database.tenant import Tenant, call, record_refusals, sign_up, with_second_key

HOUR = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def stored(db: Connection, tenant: Tenant) -> list[str]:
    rows = db.execute(
        "select request_id from refused_requests where key_id = %s order by refused_at, request_id",
        [tenant.key_id],
    )
    return [row[0] for row in rows.fetchall()]


def counted(db: Connection, tenant: Tenant) -> int:
    row = db.execute(
        "select coalesce(sum(refusals), 0) from refusals_hourly where key_id = %s", [tenant.key_id]
    ).fetchone()
    assert row is not None
    return int(row[0])


def storm(tenant: Tenant, size: int, hour: datetime = HOUR) -> list[dict[str, Any]]:
    return [refused(tenant, at=hour + timedelta(seconds=number)) for number in range(size)]


def test_first_hundred_of_a_key_and_hour_are_stored_and_all_counted(db: Connection, tenant: Tenant) -> None:
    events = storm(tenant, KEPT_PER_HOUR + 30)
    second, later = with_second_key(db, tenant), storm(tenant, 5, HOUR + timedelta(hours=1))
    answer = record_refusals(db, [*events, *storm(second, 3), *later])
    assert answer == {"recorded": KEPT_PER_HOUR + 38, "duplicates": 0, "rejected": []}
    assert stored(db, tenant) == [event["request_id"] for event in [*events[:KEPT_PER_HOUR], *later]]
    assert counted(db, tenant) == KEPT_PER_HOUR + 35
    assert len(stored(db, second)) == 3


def test_hundred_is_reached_over_several_calls(db: Connection, tenant: Tenant) -> None:
    events = storm(tenant, KEPT_PER_HOUR + 7)
    for start in range(0, len(events), 9):
        record_refusals(db, events[start : start + 9])
    assert stored(db, tenant) == [event["request_id"] for event in events[:KEPT_PER_HOUR]]
    assert counted(db, tenant) == len(events)


def test_repeated_events_are_counted_once(db: Connection, tenant: Tenant) -> None:
    events = storm(tenant, KEPT_PER_HOUR + 5)
    record_refusals(db, events)
    assert record_refusals(db, events + events)["duplicates"] == 2 * len(events)
    assert (len(stored(db, tenant)), counted(db, tenant)) == (KEPT_PER_HOUR, len(events))


def test_sum_counts_all_that_it_stands_for_once(db: Connection, tenant: Tenant) -> None:
    event = refused(tenant, count=250)
    assert [record_refusals(db, [event])["recorded"] for _ in range(2)] == [1, 0]
    assert counted(db, tenant) == 250


def test_concurrent_calls_store_exactly_a_hundred(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenants = [sign_up(committed) for _ in range(2)]
    events = [event for tenant in tenants for event in storm(tenant, KEPT_PER_HOUR + 60)]
    seeded = random.Random(5)

    def recorder(order: list[dict[str, Any]], size: int) -> Callable[[Connection], int]:
        def job(connection: Connection) -> int:
            return sum(
                record_refusals(connection, order[start : start + size])["recorded"]
                for start in range(0, len(order), size)
            )

        return job

    recorded = run_concurrently(
        postgres,
        database,
        [recorder(seeded.sample(events, len(events)), size) for size in (320, 50, 37, 20, 11, 7)],
    )
    assert sum(recorded) == len(events)
    for tenant in tenants:
        assert len(stored(committed, tenant)) == KEPT_PER_HOUR
        assert counted(committed, tenant) == KEPT_PER_HOUR + 60


def test_events_of_unknown_keys_and_of_other_tenants_are_rejected(db: Connection, tenant: Tenant) -> None:
    other = sign_up(db)
    unknown = refused(tenant) | {"key_id": str(uuid.uuid4())}
    garbled = refused(tenant) | {"key_id": "nobody"}
    foreign = refused(replace(tenant, organization_id=other.organization_id))
    old = refused(tenant, at=datetime.now(UTC) - timedelta(days=30, minutes=1))
    valid = refused(tenant)
    answer = record_refusals(db, [unknown, garbled, foreign, old, valid])
    assert {entry["request_id"]: entry["reason"] for entry in answer["rejected"]} == {
        unknown["request_id"]: "unknown_key",
        garbled["request_id"]: "unknown_key",
        foreign["request_id"]: "key_of_another_organization",
        old["request_id"]: "too_old",
    }
    assert stored(db, tenant) == [valid["request_id"]]


@pytest.mark.parametrize("ahead", [timedelta(minutes=10), timedelta(days=4000)])
def test_refusal_in_the_future_happens_now(db: Connection, tenant: Tenant, ahead: timedelta) -> None:
    record_refusals(db, [refused(tenant, at=datetime.now(UTC) + ahead)])
    rows = db.execute("select refused_at <= now() from refused_requests union all "
                      "select hour <= now() from refusals_hourly").fetchall()  # fmt: skip
    assert rows == [(True,), (True,)]


def test_refusals_count_in_no_allowance_and_cost_nothing(db: Connection) -> None:
    tenant = sign_up(db, plan="prepaid")
    before = call(db, "window_usage", p_organization_id=tenant.organization_id)
    record_refusals(db, [refused(tenant) for _ in range(30)])
    assert call(db, "window_usage", p_organization_id=tenant.organization_id) == before
    for table in ("usage_events", "usage_hourly", "billing_ledger", "request_logs"):
        assert db.execute(f"select count(*) from {table}").fetchone() == (0,)
    assert db.execute("select last_used_at from api_keys where id = %s", [tenant.key_id]).fetchone() == (
        None,
    )


def test_refused_requests_are_deleted_after_30_days_and_their_counts_kept(
    db: Connection, tenant: Tenant
) -> None:
    events = storm(tenant, 4)
    record_refusals(db, events)
    now = HOUR + timedelta(days=30)
    assert call(db, "delete_old_refusals", p_now=now) == {"deleted": 0}
    assert call(db, "delete_old_refusals", p_now=now + timedelta(seconds=2), p_limit=1) == {"deleted": 1}
    assert call(db, "delete_old_refusals", p_now=now + timedelta(hours=1)) == {"deleted": 3}
    assert db.execute("select count(*) from private.recorded_refusals").fetchone() == (4,)
    assert record_refusals(db, events)["duplicates"] == 4
    call(db, "delete_old_refusals", p_now=now + timedelta(days=1, hours=1))
    assert db.execute("select count(*) from private.recorded_refusals").fetchone() == (0,)
    assert counted(db, tenant) == 4
