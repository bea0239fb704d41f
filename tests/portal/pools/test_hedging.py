"""The budget of hedges: one at first, and then a small part of the requests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.pools.hedging import FREE_SECONDS, HEDGED_SHARE, MAX_SAVED, HedgeBudget


def test_first_silent_request_of_a_process_may_be_hedged() -> None:
    budget = HedgeBudget()
    budget.count_request()
    assert budget.take(0)
    assert not budget.take(1)
    assert budget.take(FREE_SECONDS)


@given(wants=st.lists(st.booleans(), max_size=400))
def test_hedges_are_a_small_part_of_the_requests(wants: list[bool]) -> None:
    budget = HedgeBudget()
    hedged = 0
    for number, want in enumerate(wants):
        budget.count_request()
        hedged += want and budget.take(float(number) / 10)
    assert hedged <= 1 + HEDGED_SHARE * len(wants) + 1


def test_no_more_can_be_saved_up_than_a_slow_pool_can_bear() -> None:
    budget = HedgeBudget()
    for _ in range(10_000):
        budget.count_request()
    taken = sum(budget.take(0) for _ in range(100))
    assert MAX_SAVED - 1 <= taken <= MAX_SAVED + 1
