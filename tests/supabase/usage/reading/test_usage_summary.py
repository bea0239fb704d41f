"""usage_summary and requests_by_key match the recorded events."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import InvalidParameterValue

from scripts.database.postgres import Connection
from tests.support.database.events import NOON, admitted, request_events, settled
from tests.support.database.tenant import Tenant, add_key, call, record, sign_up
from tests.support.usage.drain import abandon_overdue


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def summary(db: Connection, tenant: Tenant, start: datetime, end: datetime) -> Any:
    return call(db, "usage_summary", p_organization_id=tenant.organization_id, p_from=start, p_to=end)


def test_organisation_without_usage_has_zeros(db: Connection, tenant: Tenant) -> None:
    found = summary(db, tenant, NOON, NOON + timedelta(days=1))
    assert found["totals"]["requests"] == 0
    assert found["totals"]["latency_ms_mean"] is None
    assert (found["by_model"], found["by_day"], found["by_key"]) == ([], [], [])


def test_summary_is_limited_to_one_organisation(db: Connection, tenant: Tenant) -> None:
    other = sign_up(db)
    record(db, request_events(tenant) + request_events(other) + request_events(other))
    assert summary(db, tenant, NOON, NOON + timedelta(hours=1))["totals"]["requests"] == 1


def test_totals_have_every_count(db: Connection, tenant: Tenant) -> None:
    record(
        db,
        [
            *request_events(tenant),
            *request_events(tenant, outcome="client_disconnected"),
            *request_events(tenant, outcome="deadline"),
        ],
    )
    record(db, [admitted(tenant), admitted(tenant) | {"deadline_seconds": 7200}])
    abandon_overdue(db, datetime.now(UTC) + timedelta(hours=1))
    assert summary(db, tenant, NOON, NOON + timedelta(hours=1))["totals"] == {
        "requests": 5, "settled": 3, "abandoned": 1, "in_flight": 1, "errors": 1, "client_disconnected": 1,
        "refused": 0,
        "prompt_tokens": 30, "completion_tokens": 96, "total_tokens": 126, "cost_nanousd": 0,
        "latency_ms_mean": 2000.0, "ttft_ms_mean": 120.5,
    }  # fmt: skip


def test_requests_by_key_match_the_summary(db: Connection, tenant: Tenant) -> None:
    other = sign_up(db)
    other_key = add_key(db, tenant.organization_id)
    record(
        db,
        [
            *request_events(tenant),
            *request_events(tenant, model="oss-120b"),
            *request_events(tenant, at=NOON - timedelta(minutes=1)),
        ],
    )
    record(db, [admitted(replace(tenant, key_id=other_key)), *request_events(other)])
    found = call(
        db, "requests_by_key", p_organization_id=tenant.organization_id, p_from=NOON + timedelta(minutes=59)
    )
    summed = summary(db, tenant, NOON, NOON + timedelta(hours=1))
    assert found == {row["key_id"]: row["requests"] for row in summed["by_key"]}
    assert found == {str(tenant.key_id): 2, str(other_key): 1}


def test_requests_by_key_without_usage_are_empty(db: Connection, tenant: Tenant) -> None:
    assert call(db, "requests_by_key", p_organization_id=tenant.organization_id, p_from=NOON) == {}


@pytest.mark.parametrize("seed", range(6))
def test_summary_matches_events_with_and_without_rollup(db: Connection, tenant: Tenant, seed: int) -> None:
    """Rolled up days, days changed since, and days that the range cuts."""
    seeded = random.Random(seed)
    first_day = datetime(2026, 11, 10, tzinfo=UTC)

    def random_events(count: int) -> list[dict[str, Any]]:
        return [
            settled(
                tenant,
                at=first_day + timedelta(minutes=seeded.randrange(6 * 24 * 60)),
                model=seeded.choice(["oss-20b", "oss-120b"]),
                outcome=seeded.choice(["ok", "client_disconnected", "deadline"]),
                completion_tokens=seeded.randrange(100),
            )
            for _ in range(count)
        ]

    events = random_events(60)
    record(db, events)
    call(db, "roll_up_usage")
    for more in (random_events(3), random_events(2)):
        record(db, more)
        events += more
    start = first_day + timedelta(hours=seeded.randrange(48))
    end = start + timedelta(hours=seeded.randrange(1, 96))
    found = summary(db, tenant, start, end)

    inside = [e for e in events if start <= datetime.fromisoformat(e["admitted_at"]) < end]
    assert found["totals"]["requests"] == len(inside)
    assert found["totals"]["completion_tokens"] == sum(e["completion_tokens"] for e in inside)
    assert found["totals"]["errors"] == sum(e["outcome"] == "deadline" for e in inside)
    assert {row["model"]: row["requests"] for row in found["by_model"]} == Counter(e["model"] for e in inside)
    assert {row["day"]: row["requests"] for row in found["by_day"]} == Counter(
        e["admitted_at"][:10] for e in inside
    )
    assert sum(row["requests"] for row in found["by_key"]) == len(inside)


@given(
    minutes=st.lists(st.integers(0, 71 * 60 + 59), max_size=12),
    cut=st.integers(1, 71),
    rolled_up=st.booleans(),
)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_adjacent_ranges_add_up_to_the_whole(
    db: Connection, minutes: list[int], cut: int, rolled_up: bool
) -> None:
    tenant = sign_up(db)
    first = datetime(2026, 11, 10, tzinfo=UTC)
    record(db, [settled(tenant, at=first + timedelta(minutes=minute)) for minute in minutes])
    if rolled_up:
        call(db, "roll_up_usage")
    between, last = first + timedelta(hours=cut), first + timedelta(hours=72)
    parts = [summary(db, tenant, first, between), summary(db, tenant, between, last)]
    whole = summary(db, tenant, first, last)
    for count in ("requests", "settled", "total_tokens", "cost_nanousd"):
        assert sum(part["totals"][count] for part in parts) == whole["totals"][count]
    assert whole["totals"]["requests"] == len(minutes)


@pytest.mark.parametrize("off", [timedelta(minutes=30), timedelta(microseconds=1), timedelta(seconds=-1)])
def test_range_with_an_edge_off_the_hour_is_refused(db: Connection, tenant: Tenant, off: timedelta) -> None:
    for start, end in ((NOON + off, NOON + timedelta(hours=2)), (NOON, NOON + timedelta(hours=2) + off)):
        with pytest.raises(InvalidParameterValue), db.transaction():
            summary(db, tenant, start, end)
