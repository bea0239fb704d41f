"""One of three routers breaks: what 50 environments and their clients see of it, until it has healed.

The numbers are the targets that the product promises; see docs/limits.md.
"""

from __future__ import annotations

import pytest

from tests.support.pool_simulation.deployment import A, B, new_seed
from tests.support.pool_simulation.routers import (
    BLACK_HOLE,
    HALF_DIES,
    REFUSES,
    SAYS_500,
    SLOW,
    TOO_MANY,
    RouterFault,
)
from tests.support.pool_simulation.scenario import Breakdown, breakdown, streams, whole_answers

DETECTED_SECONDS = 10.0
"""A broken router is known everywhere after this time at the latest."""

_DEAD = {"dead": REFUSES, "answers 500": SAYS_500, "black hole": BLACK_HOLE}


@pytest.fixture(scope="module", params=list(_DEAD))
def dead(request: pytest.FixtureRequest) -> Breakdown:
    """A router that serves nobody, and heals."""
    return breakdown(new_seed(), (A, _DEAD[request.param]))


def test_clients_see_no_error_of_a_dead_router(dead: Breakdown) -> None:
    for kind in (streams, whole_answers):
        for phase in (dead.healthy, dead.broken, dead.healed):
            assert kind(phase).count > 50
            assert kind(phase).errors() == 0, kind(phase).summary()


def test_first_text_of_a_dead_router_is_soon_as_fast_as_ever(dead: Breakdown) -> None:
    for kind in (streams, whole_answers):
        late = kind(dead.broken_between(DETECTED_SECONDS))
        assert late.p95() <= 1.3 * kind(dead.healthy).p95(), late.summary()
        assert kind(dead.broken_between(0, DETECTED_SECONDS)).worst() <= 5.0


def test_no_request_tries_first_what_is_known_to_be_down(dead: Breakdown) -> None:
    assert dead.ejected_after is not None
    assert dead.ejected_after <= DETECTED_SECONDS
    known = dead.broken_between(dead.ejected_after + 10.0)
    assert known.count > 150
    assert sum(request.cold for request in known.requests) > 0
    assert known.first_attempts(A) == 0


def test_healed_router_gets_first_traffic_and_then_its_whole_share(dead: Breakdown) -> None:
    assert dead.first_traffic_after() <= 15.0
    assert dead.whole_after is not None
    assert dead.whole_after <= 45.0
    assert 0.22 <= dead.healed_between(45).share(A) <= 0.45


def test_equal_routers_share_the_load_evenly(dead: Breakdown) -> None:
    assert max(dead.healthy.shares().values()) <= 0.40, dead.healthy.shares()


def test_two_of_three_routers_dead_cost_next_to_no_request() -> None:
    seen = breakdown(new_seed(), (A, REFUSES), (B, BLACK_HOLE), heals=False)
    assert seen.broken.error_share <= 0.001, seen.broken.summary()
    assert seen.broken_between(DETECTED_SECONDS).p95() <= 1.3 * seen.healthy.p95()


def test_slow_router_is_left_out() -> None:
    seen = breakdown(new_seed(), (A, SLOW), heals=False)
    late = seen.broken_between(DETECTED_SECONDS)
    assert seen.broken.errors() == 0
    for kind in (streams, whole_answers):
        assert kind(late).p95() <= 1.3 * kind(seen.healthy).p95(), kind(late).summary()
    assert late.share(A) <= 0.05


def test_router_whose_streams_die_is_ejected() -> None:
    seen = breakdown(new_seed(), (A, HALF_DIES), heals=False)
    assert seen.ejected_after is not None
    assert seen.ejected_after <= 10.0
    # What is published reaches an environment with its next read of the head.
    after = seen.broken_between(seen.ejected_after + 2.5)
    assert after.error_share <= 0.01, after.summary()
    assert whole_answers(seen.broken).errors() == 0


@pytest.mark.parametrize("fault", [TOO_MANY, RouterFault(status=503, retry_after=10)], ids=["429", "503"])
def test_busy_router_costs_no_request(fault: RouterFault) -> None:
    seen = breakdown(new_seed(), (A, fault), heals=False)
    assert seen.broken.errors() == 0, seen.broken.summary()
    late = seen.broken_between(DETECTED_SECONDS)
    assert streams(late).p95() <= 1.3 * streams(seen.healthy).p95()
    assert late.first_attempts(A) <= 0.05 * late.count
