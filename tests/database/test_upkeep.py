"""reap_usage and roll_up_usage: what nobody told, and the daily sums."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal.web.ids import new_request_id
from tests.database.events import NOON, admitted, both, settled
from tests.database.server import Connection
from tests.database.tenant import Tenant, call, record, sign_up

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def counts(db: Connection, table: str = "usage_hourly") -> Any:
    return db.execute(f"select sum(requests), sum(settled), sum(abandoned) from {table}").fetchone()


def test_only_what_is_past_its_deadline_is_given_up(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant, at=NOON), admitted(tenant, at=NOON + timedelta(minutes=55)), *both(tenant)])
    assert call(db, "reap_usage", p_now=LATER) == {"abandoned": 1}
    assert call(db, "reap_usage", p_now=LATER) == {"abandoned": 0}
    assert db.execute(
        "select state, ending, abandoned_at, settled_at, cost_nanousd"
        " from usage_events where state = 'abandoned'"
    ).fetchall() == [("abandoned", "abandoned", LATER, None, 0)]
    assert db.execute("select count(*) from request_logs where ending = 'abandoned'").fetchone() == (1,)
    assert counts(db) == (3, 1, 1)
    assert db.execute("select count(*) from billing_ledger").fetchone() == (1,)


def test_an_end_told_after_all_takes_the_place_of_giving_up(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, [admitted(tenant, request_id)])
    call(db, "reap_usage", p_now=LATER)
    assert counts(db) == (1, 0, 1)
    assert record(db, [settled(tenant, request_id)])["recorded"] == 1
    assert counts(db) == (1, 1, 0)
    assert db.execute("select state, ending, abandoned_at from usage_events").fetchone() == (
        "settled", "ok", LATER,
    )  # fmt: skip
    assert record(db, both(tenant, request_id))["recorded"] == 0
    assert call(db, "reap_usage", p_now=LATER) == {"abandoned": 0}


def test_an_end_without_an_admission_is_not_given_up(db: Connection, tenant: Tenant) -> None:
    record(db, [settled(tenant)])
    assert call(db, "reap_usage", p_now=LATER + timedelta(days=9)) == {"abandoned": 0}


def test_the_reaper_works_in_bounded_steps(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant) for _ in range(5)])
    assert [call(db, "reap_usage", p_now=LATER, p_limit=2)["abandoned"] for _ in range(4)] == [2, 2, 1, 0]
    assert counts(db) == (5, 0, 5)


def test_days_follow_their_hours_however_late(db: Connection, tenant: Tenant) -> None:
    late = new_request_id()
    record(db, both(tenant) + both(tenant, at=NOON + timedelta(hours=3)) + [admitted(tenant, late)])
    assert call(db, "roll_up_usage") == {"days": 1, "rows": 1}
    assert counts(db, "usage_daily") == (3, 2, 0)
    assert call(db, "roll_up_usage") == {"days": 0, "rows": 0}
    record(db, [settled(tenant, late)])
    assert call(db, "roll_up_usage")["days"] == 1
    assert counts(db, "usage_daily") == (3, 3, 0)


def test_days_are_utc_days(db: Connection, tenant: Tenant) -> None:
    db.execute("set timezone = 'Asia/Tokyo'")
    record(db, both(tenant, at=NOON.replace(hour=23, minute=59)) + both(tenant, at=NOON.replace(hour=0)))
    call(db, "roll_up_usage")
    assert db.execute("select day::text, requests from usage_daily").fetchall() == [("2026-11-20", 2)]
    assert db.execute("select count(*) from usage_hourly").fetchone() == (2,)
