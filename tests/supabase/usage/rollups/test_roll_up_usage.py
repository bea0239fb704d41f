"""roll_up_usage: daily sums from hourly sums."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import NOON, admitted, request_events, settled
from tests.support.database.tenant import Tenant, call, record, sign_up


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def counts(db: Connection, table: str = "usage_hourly") -> Any:
    return db.execute(f"select sum(requests), sum(settled), sum(abandoned) from {table}").fetchone()


def test_days_are_rebuilt_when_their_hours_change(db: Connection, tenant: Tenant) -> None:
    late = new_request_id()
    record(
        db,
        request_events(tenant)
        + request_events(tenant, at=NOON + timedelta(hours=3))
        + [admitted(tenant, late)],
    )
    assert call(db, "roll_up_usage") == {"days": 1, "rows": 1}
    assert counts(db, "usage_daily") == (3, 2, 0)
    assert call(db, "roll_up_usage") == {"days": 0, "rows": 0}
    record(db, [settled(tenant, late)])
    assert call(db, "roll_up_usage")["days"] == 1
    assert counts(db, "usage_daily") == (3, 3, 0)


def test_days_are_utc_days(db: Connection, tenant: Tenant) -> None:
    db.execute("set timezone = 'Asia/Tokyo'")
    record(
        db,
        request_events(tenant, at=NOON.replace(hour=23, minute=59))
        + request_events(tenant, at=NOON.replace(hour=0)),
    )
    call(db, "roll_up_usage")
    assert db.execute("select day::text, requests from usage_daily").fetchall() == [("2026-11-20", 2)]
    assert db.execute("select count(*) from usage_hourly").fetchone() == (2,)


def test_call_takes_a_bounded_number_of_hours_and_the_next_the_rest(db: Connection, tenant: Tenant) -> None:
    """After an outage, or with many organisations, one call must not take longer than PostgREST allows."""
    days, hours_a_day = 50, 24 * 60
    db.execute(
        "insert into usage_hourly (organization_id, hour, model, key_id, requests, settled)"
        " select %(org)s, h, 'model ' || m, %(key)s, 1, 1"
        " from generate_series(%(first)s, %(first)s + make_interval(hours => %(hours)s - 1), '1 hour') h,"
        " generate_series(1, 60) m",
        {
            "org": tenant.organization_id,
            "key": tenant.key_id,
            "first": NOON.replace(hour=0),
            "hours": 24 * days,
        },
    )
    db.execute(
        "insert into private.usage_days_to_roll_up"
        " select distinct organization_id, (hour at time zone 'UTC')::date, now() from usage_hourly"
    )
    results = []
    while (result := call(db, "roll_up_usage"))["days"]:
        results.append(result["days"])
    assert len(results) == 2
    assert sum(results) == days
    assert counts(db, "usage_daily") == (days * hours_a_day, days * hours_a_day, 0)
