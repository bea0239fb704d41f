"""merged_percentiles: percentiles of many minutes from the percentiles of each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from statistics import quantiles

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.database.postgres import Connection

Part = tuple[float | None, float | None, int]
MS = st.floats(1, 1e6)
PARTS = st.lists(st.tuples(MS, MS, st.integers(0, 10_000)), min_size=1, max_size=20)


def merged(db: Connection, parts: Sequence[Part]) -> tuple[float | None, float | None]:
    row = db.execute(
        "select private.merged_percentiles(%s::float8[], %s::float8[], %s::bigint[])",
        [[part[0] for part in parts], [part[1] for part in parts], [part[2] for part in parts]],
    ).fetchone()
    assert row is not None
    p50, p95 = row[0]
    return p50, p95


@pytest.mark.parametrize("parts", [[], [(None, None, 5)], [(None, 400.0, 5)]])
def test_nothing_measured_is_null(db: Connection, parts: list[Part]) -> None:
    assert merged(db, parts) == (None, None)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(p50=MS, p95=MS, requests=st.lists(st.integers(0, 9), min_size=1, max_size=60))
def test_parts_that_are_alike_are_exact(db: Connection, p50: float, p95: float, requests: list[int]) -> None:
    p50, p95 = sorted((p50, p95))
    assert merged(db, [(p50, p95, count) for count in requests]) == (p50, p95)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=PARTS)
def test_results_lie_between_lowest_and_highest_part(
    db: Connection, values: list[tuple[float, float, int]]
) -> None:
    medians = [min(one, other) for one, other, _ in values]
    tails = [max(one, other) for one, other, _ in values]
    requests = [count for *_, count in values]
    p50, p95 = merged(db, list(zip(medians, tails, requests, strict=True)))
    assert p50 is not None
    assert p95 is not None
    assert min(medians) <= p50 <= max(medians)
    assert min(tails) <= p95 <= max(tails)


def test_minutes_that_drift_by_a_third_are_merged_within_a_quarter(db: Connection) -> None:
    """Times to first text spread log-normally around medians that differ from minute to minute."""
    source = random.Random(16)
    minutes = [
        [source.lognormvariate(source.uniform(5.7, 6.0), 0.3) for _ in range(source.randint(20, 200))]
        for _ in range(60)
    ]
    parts: list[Part] = []
    for minute in minutes:
        cuts = quantiles(minute, n=20)
        parts.append((cuts[9], cuts[18], len(minute)))
    p50, p95 = merged(db, parts)
    cuts = quantiles([ms for minute in minutes for ms in minute], n=20)
    assert p50 == pytest.approx(cuts[9], rel=0.25)
    assert p95 == pytest.approx(cuts[18], rel=0.25)


def test_a_few_bad_minutes_of_little_traffic_do_not_decide(db: Connection) -> None:
    assert merged(db, [(300.0, 400.0, 100)] * 58 + [(9000.0, 20_000.0, 3)] * 2) == (300, 400)
