"""Counts by class of duration, and percentiles computed from them."""

from __future__ import annotations

import random

import pytest

from scripts.database.postgres import Connection
from tests.support.database.events import request_events
from tests.support.database.tenant import call, record, sign_up


def percentile(db: Connection, durations: list[float], share: float) -> float | None:
    row = db.execute(
        "select private.duration_percentile(array_agg(c.class), array_agg(c.requests::bigint), %s)"
        " from unnest(private.count_by_duration_class(%s)) with ordinality as c (requests, class)"
        " where c.requests > 0",
        [share, durations],
    ).fetchone()
    assert row is not None
    found: float | None = row[0]
    return found


@pytest.mark.parametrize("share", [0.5, 0.95, 0.99])
def test_percentile_is_within_12_percent(db: Connection, share: float) -> None:
    seeded = random.Random(20261124)
    durations = [seeded.lognormvariate(6.5, 1.1) for _ in range(2000)]
    exact = sorted(durations)[int(share * 2000) - 1]
    found = percentile(db, durations, share)
    assert found is not None
    assert abs(found - exact) <= 0.12 * exact


def test_percentile_without_requests_is_null(db: Connection) -> None:
    assert percentile(db, [], 0.5) is None


@pytest.mark.parametrize("absurd", [0.0, 1e-9, 1e12])
def test_every_duration_has_a_class(db: Connection, absurd: float) -> None:
    assert percentile(db, [absurd], 0.5) is not None


def test_rollups_count_durations_of_recorded_requests(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, request_events(tenant) + request_events(tenant))
    record(db, request_events(tenant, outcome="failed_before_first_byte"))
    call(db, "roll_up_usage")
    for table in ("usage_hourly", "usage_daily"):
        sums = db.execute(
            "select (select sum(n) from unnest(latency_counts) n),"
            " (select sum(n) from unnest(ttft_counts) n), settled, ttft_count"
            f" from {table}"
        ).fetchall()
        assert sums == [(3, 2, 3, 2)]
