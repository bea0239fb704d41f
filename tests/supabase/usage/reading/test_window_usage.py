"""window_usage counts like the limiter of the key service."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from portal.keys.sliding_window import SlidingWindows, meters_of
from portal.limits import Limit, Scope
from scripts.database.postgres import Connection
from tests.support.database.events import admitted
from tests.support.database.tenant import call, record, sign_up, with_second_key


@pytest.mark.parametrize(("plan", "minute_scope"), [("free", "organization"), ("pro", "key")])
@pytest.mark.parametrize("seed", range(4))
def test_windows_match_the_limiter(db: Connection, seed: int, plan: str, minute_scope: Scope) -> None:
    """Customers see the numbers that the limiter decides by."""
    tenant = sign_up(db, plan=plan)
    second = with_second_key(db, tenant)
    with db.transaction():
        now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
        seeded = random.Random(seed)
        ages = [seeded.uniform(0, 110) for _ in range(14)] + [seeded.uniform(0, 9 * 86400) for _ in range(40)]
        moments = sorted((now - timedelta(seconds=age), number % 2) for number, age in enumerate(ages))
        owners = [tenant, second]
        record(db, [admitted(owners[owner], at=at) for at, owner in moments])
        found = call(db, "window_usage", p_organization_id=tenant.organization_id)

    assert found["plan"] == plan
    assert [(w["name"], w["scope"], w["seconds"]) for w in found["windows"]] == [
        ("requests per minute", minute_scope, 60),
        ("requests per 5 hours", "organization", 18000),
        ("requests per week", "organization", 604800),
    ]
    limits = [Limit(w["name"], w["scope"], 10**6, w["seconds"]) for w in found["windows"]]
    windows = SlidingWindows()
    meters = [meters_of(limits, key_id=str(owner.key_id), allowance_id="all") for owner in owners]
    for at, owner in moments:
        windows.count(meters[owner], at.timestamp())
    counted = [windows.peek(each, now.timestamp()) for each in meters]
    minute, hours, week = found["windows"]
    assert minute["used"] == max(of_key[0].used for of_key in counted)
    assert [hours["used"], week["used"]] == [window.used for window in counted[0][1:]]
    assert [datetime.fromisoformat(window["resets_at"]).timestamp() for window in found["windows"]] == [
        window.resets_at for window in counted[0]
    ]
