"""reap_usage: requests without a settled event are abandoned after their deadline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import NOON, admitted, request_events, settled
from tests.support.database.tenant import Tenant, record, sign_up
from tests.support.usage.drain import abandon_overdue

AN_HOUR_LATER = datetime.now(UTC) + timedelta(hours=1)
"""After the deadline of everything that a test records: deadlines count from the recording."""


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def counts(db: Connection, table: str = "usage_hourly") -> Any:
    return db.execute(f"select sum(requests), sum(settled), sum(abandoned) from {table}").fetchone()


def test_only_requests_past_their_deadline_are_abandoned(db: Connection, tenant: Tenant) -> None:
    record(
        db,
        [
            admitted(tenant, at=NOON),
            admitted(tenant, at=NOON) | {"deadline_seconds": 7200},
            *request_events(tenant),
        ],
    )
    assert abandon_overdue(db, AN_HOUR_LATER) == {"abandoned": 1}
    assert abandon_overdue(db, AN_HOUR_LATER) == {"abandoned": 0}
    assert db.execute(
        "select state, outcome, abandoned_at, settled_at, cost_nanousd"
        " from usage_events where state = 'abandoned'"
    ).fetchall() == [("abandoned", "abandoned", AN_HOUR_LATER, None, 0)]
    assert db.execute("select count(*) from request_logs where outcome = 'abandoned'").fetchone() == (1,)
    assert counts(db) == (3, 1, 1)
    assert db.execute("select count(*) from billing_ledger").fetchone() == (1,)


def test_late_settled_event_replaces_abandonment(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, [admitted(tenant, request_id)])
    abandon_overdue(db, AN_HOUR_LATER)
    assert counts(db) == (1, 0, 1)
    assert record(db, [settled(tenant, request_id)])["recorded"] == 1
    assert counts(db) == (1, 1, 0)
    assert db.execute("select state, outcome, abandoned_at from usage_events").fetchone() == (
        "settled", "ok", AN_HOUR_LATER,
    )  # fmt: skip
    assert record(db, request_events(tenant, request_id))["recorded"] == 0
    assert abandon_overdue(db, AN_HOUR_LATER) == {"abandoned": 0}


def test_settled_request_without_admission_is_not_abandoned(db: Connection, tenant: Tenant) -> None:
    record(db, [settled(tenant)])
    assert abandon_overdue(db, AN_HOUR_LATER + timedelta(days=9)) == {"abandoned": 0}


def test_abandoning_is_limited_per_call(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant) for _ in range(5)])
    assert [abandon_overdue(db, AN_HOUR_LATER, p_limit=2)["abandoned"] for _ in range(4)] == [
        2,
        2,
        1,
        0,
    ]
    assert counts(db) == (5, 0, 5)


@pytest.mark.parametrize("skew", [timedelta(minutes=-10), timedelta(), timedelta(minutes=10)])
def test_clock_of_a_gateway_reaps_nothing_early(db: Connection, tenant: Tenant, skew: timedelta) -> None:
    now = datetime.now(UTC)
    record(db, [admitted(tenant, at=now + skew, database_time=now)])
    just_before = timedelta(seconds=650)
    assert abandon_overdue(db, now + just_before) == {"abandoned": 0}
    assert abandon_overdue(db, now + timedelta(seconds=670)) == {"abandoned": 1}
