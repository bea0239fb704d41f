"""How long an attempt may be silent, in terms of what the pool usually needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pools.attempt_bounds import AttemptBounds
from tests.support.router.pools import ANYTHING, A, B, OneModelRouter

BOUNDS = AttemptBounds()
SECONDS = st.floats(0.01, 100)


@pytest.mark.parametrize(
    ("p50", "p95", "tokens", "seconds"),
    [
        (0.3, 0.35, 100, 1.2),
        (0.05, 0.06, 100, 1.0),
        (8.0, 12.0, 100, 32.0),
        (1.0, 4.5, 100, 6.75),
        (0.3, 60.0, 100, 2.4),
        (40.0, 50.0, 100, 60.0),
        (0.3, None, 10_000, 12.0),
    ],
)
def test_bound_is_a_multiple_of_the_median(
    p50: float, p95: float | None, tokens: int, seconds: float
) -> None:
    bound = BOUNDS.of(p50, p95, tokens)
    assert bound.give_up_after == pytest.approx(seconds)
    assert bound.hedge_after == bound.give_up_after


def test_unknown_pool_is_hedged_early_and_given_up_late() -> None:
    bound = BOUNDS.of(None, None, 100)
    assert (bound.hedge_after, bound.give_up_after) == (3.0, 15.0)
    assert BOUNDS.of(None, None, 4000).give_up_after == 60.0


@given(p50=SECONDS, p95=st.none() | SECONDS, tokens=st.integers(0, 1_000_000))
def test_healthy_target_is_not_cut(p50: float, p95: float | None, tokens: int) -> None:
    bound = BOUNDS.of(p50, p95, tokens)
    assert bound.give_up_after >= min(3 * p50, BOUNDS.max_seconds)
    assert bound.give_up_after <= max(BOUNDS.min_seconds, 8 * p50) * BOUNDS.scale(tokens) + 1e-6
    assert BOUNDS.of(p50, p95, tokens + 1000).give_up_after >= bound.give_up_after


def bound_of(pools: OneModelRouter, **published: float) -> float:
    snapshot = pools.published(**published) if published else ANYTHING  # type: ignore[arg-type]
    return pools.router.plan("m", snapshot).attempt_bound(100, pools.clock.now).give_up_after


def test_published_median_bounds_the_first_request_of_a_cold_environment() -> None:
    assert bound_of(OneModelRouter(A, B), p50_ms=300) == pytest.approx(1.2)


def test_what_was_measured_here_stands_in_for_a_published_median() -> None:
    pools = OneModelRouter(A, B)
    pools.attempt(A, seconds=0.5)
    assert bound_of(pools) == pytest.approx(2.0)


def test_pool_that_has_become_slow_altogether_is_given_more_time_at_once() -> None:
    pools = OneModelRouter(A, B)
    for target in (A, B, A):
        pools.attempt(target, seconds=5)
    pools.clock.now += 1
    assert bound_of(pools, p50_ms=300) == pytest.approx(20.0)


def test_published_median_is_remembered_when_health_is_too_old() -> None:
    pools = OneModelRouter(A, B)
    assert bound_of(pools, p50_ms=300) == bound_of(pools)
