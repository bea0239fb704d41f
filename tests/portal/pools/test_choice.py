"""The order of targets: by chance, in proportion to weights, and no broken one while others are up."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.pools import Target
from portal.pools.choice import Candidate, Rank, in_order

REQUESTS = 4000


def target(router: int, session: int = 0) -> Target:
    return Target(f"http://r{router}", session, alias="m")


def shares(make: Callable[[], list[Candidate]], requests: int = REQUESTS) -> dict[Target, float]:
    rng = random.Random(7)
    firsts = Counter(in_order(make(), (), rng)[0].target for _ in range(requests))
    return {candidate.target: firsts[candidate.target] / requests for candidate in make()}


def candidate(router: int, session: int = 0, **known: object) -> Candidate:
    return Candidate(target(router, session), **known)  # type: ignore[arg-type]


@settings(max_examples=15)
@given(weights=st.lists(st.floats(0.2, 5), min_size=2, max_size=5))
def test_shares_follow_the_weights(weights: list[float]) -> None:
    got = shares(lambda: [candidate(index, weight=weight) for index, weight in enumerate(weights)], 1500)
    for index, weight in enumerate(weights):
        assert got[target(index)] == pytest.approx(weight / sum(weights), abs=0.05)


@settings(max_examples=15)
@given(latencies=st.lists(st.floats(0.9, 1.3), min_size=3, max_size=3))
def test_near_equals_stay_even(latencies: list[float]) -> None:
    """Every environment sees the same numbers: the best of them must not get everything."""
    got = shares(lambda: [candidate(index, latency=latency) for index, latency in enumerate(latencies)], 1500)
    assert max(got.values()) < 0.40


@pytest.mark.parametrize("slow", [1, 2])
@pytest.mark.parametrize("sessions", [1, 6])
def test_target_that_is_twenty_times_slower_gets_next_to_nothing(slow: int, sessions: int) -> None:
    def pool() -> list[Candidate]:
        return [
            candidate(router, session, latency=6.0 if router < slow else 0.3)
            for router in range(3)
            for session in range(sessions)
        ]

    got = shares(pool)
    assert sum(share for each, share in got.items() if each.url < f"http://r{slow}") < 0.01


def test_load_of_this_process_spreads_requests() -> None:
    got = shares(lambda: [candidate(0, load=3), candidate(1), candidate(2)])
    assert got[target(0)] < 0.15


def test_published_load_that_is_near_equal_does_not_herd() -> None:
    got = shares(lambda: [candidate(0, load=0.4), candidate(1, load=0.8), candidate(2, load=0.6)])
    assert max(got.values()) < 0.40


RANKS = st.lists(
    st.tuples(st.sampled_from(Rank), st.integers(0, 2), st.integers(0, 3), st.booleans()),
    min_size=1,
    max_size=8,
)


@given(known=RANKS, seed=st.integers(0, 9))
def test_first_attempt_goes_to_the_best_rank_that_there_is(
    known: list[tuple[Rank, int, int, bool]], seed: int
) -> None:
    pool = [
        candidate(router, index, rank=rank, tier=tier, was_busy=busy or rank is Rank.BUSY)
        for index, (rank, tier, router, busy) in enumerate(known)
    ]
    ordered = in_order(pool, (), random.Random(seed))
    best = min(each.rank for each in pool)
    assert ordered, "somebody is always tried"
    assert ordered[0].rank == best
    assert {each.rank for each in ordered} <= ({Rank.UP, Rank.FULL} if best <= Rank.FULL else {best})
    if best is Rank.UP:
        assert ordered[0].tier == min(each.tier for each in pool if each.rank is Rank.UP)
    assert len({each.target for each in ordered}) == len(ordered)


@given(known=RANKS, tried=st.sets(st.integers(0, 7)), seed=st.integers(0, 9))
def test_further_attempt_goes_to_another_target_and_another_router_if_there_is_one(
    known: list[tuple[Rank, int, int, bool]], tried: set[int], seed: int
) -> None:
    pool = [
        candidate(router, index, rank=rank, was_busy=rank is Rank.BUSY)
        for index, (rank, _, router, _) in enumerate(known)
    ]
    before = [each.target for index, each in enumerate(pool) if index in tried]
    ordered = in_order(pool, before, random.Random(seed))
    assert not {each.target for each in ordered} & set(before)
    urls = {each.url for each in before}
    if ordered and ordered[0].target.url in urls:
        assert all(each.target.url in urls for each in ordered if each.rank == ordered[0].rank)


def test_lowest_tier_with_room_is_used() -> None:
    full = [candidate(0, tier=0, rank=Rank.FULL), candidate(1, tier=1), candidate(2, tier=2)]
    ordered = in_order(full, (), random.Random(1))
    assert [each.tier for each in ordered] == [1, 2, 0]


def test_full_target_is_waited_for_rather_than_going_to_a_broken_one() -> None:
    pool = [candidate(0, rank=Rank.FULL), candidate(1, rank=Rank.SUSPECT), candidate(2, rank=Rank.DOWN)]
    assert [each.target for each in in_order(pool, (), random.Random(1))] == [target(0)]


def test_of_targets_that_are_not_up_the_least_bad_is_first() -> None:
    pool = [candidate(index, rank=Rank.SUSPECT, bad_for=float(9 - index)) for index in range(3)]
    assert [each.target for each in in_order(pool, (), random.Random(1))] == [target(2), target(1), target(0)]


def test_one_busy_target_speaks_for_the_other_busy_ones() -> None:
    pool = [candidate(0, rank=Rank.BUSY, was_busy=True), candidate(1, rank=Rank.BUSY, was_busy=True)]
    assert len(in_order(pool, (), random.Random(1))) == 2
    assert in_order(pool, [target(0)], random.Random(1)) == []
    lately = [candidate(0, rank=Rank.BUSY, was_busy=True), candidate(1, was_busy=True), candidate(2)]
    assert [each.target for each in in_order(lately, [target(0)], random.Random(1))] == [target(2)]


def test_one_target_that_is_down_is_tried_and_not_all() -> None:
    pool = [candidate(index, rank=Rank.DOWN) for index in range(3)]
    assert len(in_order(pool, (), random.Random(1))) == 3
    assert in_order(pool, [target(0)], random.Random(1)) == []
    healthy_failed = [candidate(0), candidate(1, rank=Rank.DOWN), candidate(2, rank=Rank.DOWN)]
    assert in_order(healthy_failed, [target(0)], random.Random(1))[0].rank is Rank.DOWN
