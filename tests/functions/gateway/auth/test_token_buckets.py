"""Token buckets per network."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from functions.gateway.auth.token_buckets import TokenBuckets
from tests.support.gateway.throttling import BOUNDS


@given(st.lists(st.floats(0, 5, allow_nan=False), max_size=80))
def test_no_more_verifications_pass_than_the_bounds_allow(gaps: list[float]) -> None:
    buckets, now, passes = TokenBuckets(BOUNDS), 0.0, []
    for gap in gaps:
        now += gap
        wait = buckets.take("a", now)
        if wait <= BOUNDS.wait_seconds:
            passes.append(now + wait)
    for start in passes:
        within = sum(start <= at < start + 1.0 for at in passes)
        assert within <= BOUNDS.failures + BOUNDS.per_second * 1.0 + 1
