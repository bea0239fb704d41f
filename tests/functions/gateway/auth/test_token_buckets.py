"""Token buckets per network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.gateway.auth.token_buckets import TokenBuckets, network_of
from tests.support.gateway.throttling import BOUNDS


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("", "testclient", False),
    ],
)
def test_ipv6_addresses_of_a_prefix_are_one_network(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


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
