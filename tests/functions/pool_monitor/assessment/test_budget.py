"""However targets stand, half of a pool is left to those that probes do not prove dead."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from functions.pool_monitor.assessment.budget import WantedShare, shares_within_budget

WANTED = st.builds(
    WantedShare,
    target_id=st.uuids().map(str),
    weight=st.sampled_from([0.0, 0.1, 1.0, 1.0, 1.0, 5.0, 100.0]),
    share=st.sampled_from([0.0, 0.01, 0.1, 0.25, 0.5, 1.0]),
    proven=st.booleans(),
    severity=st.floats(0, 1000),
)
POOLS = st.lists(WANTED, max_size=20, unique_by=lambda each: each.target_id)


@given(POOLS)
def test_slow_and_flaky_targets_lose_no_more_than_half(pool: list[WantedShare]) -> None:
    shares = shares_within_budget(pool)
    counted = [each for each in pool if each.weight > 0]
    unproven = [each for each in counted if not each.proven]
    for measure in (lambda each: each.weight, lambda _: 1.0):
        lost = sum(measure(each) * (1 - shares[each.target_id]) for each in unproven)
        dead = sum(measure(each) * (1 - each.share) for each in counted if each.proven)
        whole = sum(measure(each) for each in counted)
        assert lost <= max(0.0, whole / 2 - dead) + 1e-9


@given(POOLS)
def test_no_target_gets_less_than_it_would_alone(pool: list[WantedShare]) -> None:
    shares = shares_within_budget(pool)
    for each in pool:
        assert each.share - 1e-9 <= shares[each.target_id] <= 1
        if each.proven:
            assert shares[each.target_id] == each.share, "what is proven dead is out in any case"


@given(POOLS, st.randoms())
def test_order_does_not_matter(pool: list[WantedShare], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(pool)
    random.shuffle(shuffled)
    assert shares_within_budget(shuffled) == shares_within_budget(pool)


def test_worst_are_taken_out_first() -> None:
    pool = [
        WantedShare(name, 1.0, 0.0, proven=False, severity=severity)
        for name, severity in {"a": 1, "b": 4, "c": 3, "d": 2}.items()
    ]
    assert shares_within_budget(pool) == {"a": 1.0, "b": 0.0, "c": 0.0, "d": 1.0}


def test_heavy_target_keeps_what_half_of_the_pool_needs() -> None:
    pool = [
        WantedShare("heavy", 10.0, 0.0, proven=False, severity=1),
        WantedShare("light", 2.0, 1.0, proven=False, severity=0),
    ]
    assert shares_within_budget(pool)["heavy"] * 10 + 2 >= 6


def test_only_target_of_a_pool_keeps_its_share() -> None:
    assert shares_within_budget([WantedShare("a", 1.0, 0.0, proven=False, severity=1)]) == {"a": 1.0}
