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
