"""The arithmetic of windows, at times chosen by the test."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.keys.sliding_window import Counted, Meter, SlidingWindows, meters_of
from portal.limits import Limit

MINUTE = 60
START = 1_795_000_020.0 // MINUTE * MINUTE


def meter(limit: int, seconds: int = MINUTE, subject: str = "k", name: str = "per minute") -> Meter:
    return Meter(name, "key", limit, seconds, (subject, name))


def spend(windows: SlidingWindows, counted_by: Meter, now: float, times: int) -> Counted:
    for _ in range(times):
        counted = windows.count([counted_by], now)
        assert counted.allowed
    return counted


def test_a_window_allows_exactly_its_limit() -> None:
    windows, ten = SlidingWindows(), meter(10)
    assert spend(windows, ten, START, 10).windows[0].remaining == 0
    denied = windows.count([ten], START)
    assert not denied.allowed
    assert denied.windows[0].exceeded
    assert denied.windows[0].resets_at == START + MINUTE


@pytest.mark.parametrize(
    ("elapsed", "carried"),
    [(0, 10), (6, 9), (6.1, 8), (30, 5), (31, 4), (54, 1), (54.1, 0), (59.9, 0)],
)
def test_the_previous_bucket_counts_by_what_is_left_of_it_rounded_down(elapsed: float, carried: int) -> None:
    windows, ten = SlidingWindows(), meter(10)
    spend(windows, ten, START, 10)
    assert windows.look([ten], START + MINUTE + elapsed)[0].used == carried


def test_a_bucket_long_past_counts_nothing() -> None:
    windows, ten = SlidingWindows(), meter(10)
    spend(windows, ten, START, 10)
    assert windows.look([ten], START + 2 * MINUTE)[0].used == 0


def test_no_burst_at_the_border_of_two_buckets() -> None:
    """A fixed window would let 20 through within a second here."""
    windows, ten = SlidingWindows(), meter(10)
    spend(windows, ten, START + 59.5, 10)
    allowed = sum(windows.count([ten], START + MINUTE + 0.5).allowed for _ in range(10))
    assert allowed == 1


def test_several_limits_are_all_or_nothing() -> None:
    windows = SlidingWindows()
    short, long = meter(2), meter(100, 3600, name="per hour")
    for _ in range(2):
        assert windows.count([long, short], START).allowed
    for _ in range(5):
        denied = windows.count([long, short], START)
        assert not denied.allowed
        assert [window.exceeded for window in denied.windows] == [False, True]
    assert windows.look([long], START)[0].used == 2


def test_looking_charges_nothing() -> None:
    windows, two = SlidingWindows(), meter(2)
    spend(windows, two, START, 2)
    for _ in range(5):
        (window,) = windows.look([two], START)
        assert (window.used, window.remaining, window.exceeded) == (2, 0, False)


def test_subjects_and_names_are_counted_apart() -> None:
    windows = SlidingWindows()
    spend(windows, meter(1, subject="a"), START, 1)
    spend(windows, meter(1, subject="b"), START, 1)
    spend(windows, meter(1, subject="a", name="other"), START, 1)
    assert not windows.count([meter(1, subject="a")], START).allowed


def test_a_limit_of_nothing_never_passes() -> None:
    denied = SlidingWindows().count([meter(0)], START)
    assert not denied.allowed
    assert denied.waits == (60.0,)


def test_a_clock_set_back_neither_frees_nor_fails() -> None:
    windows, ten = SlidingWindows(), meter(10)
    spend(windows, ten, START, 10)
    assert not windows.count([ten], START - 30).allowed
    spend(windows, meter(10, subject="b"), START + MINUTE, 1)
    assert windows.look([ten], START)[0].used == 10


def test_counts_are_dropped_when_no_window_reaches_them() -> None:
    windows = SlidingWindows()
    for subject in range(1_000):
        spend(windows, meter(10, subject=str(subject)), START, 1)
        spend(windows, meter(10, 7, subject=str(subject)), START, 1)
    assert windows.size == 2_000
    spend(windows, meter(10, subject="late"), START + MINUTE, 1)
    assert windows.size == 1_001
    spend(windows, meter(10, subject="later"), START + 2 * MINUTE, 1)
    assert windows.size == 2


def test_key_limits_go_by_key_and_organisation_limits_by_organisation() -> None:
    of_key, of_organization = Limit("a", "key", 1, 60), Limit("b", "organization", 2, 3600)
    assert meters_of([of_key, of_organization], key_id="K", organization_id="O") == (
        Meter("a", "key", 1, 60, ("K", "a")),
        Meter("b", "organization", 2, 3600, ("O", "b")),
    )


history = st.lists(st.floats(0, 90, allow_nan=False), max_size=60)


@settings(max_examples=300)
@given(limit=st.integers(1, 12), gaps=history, lowered_to=st.integers(1, 12))
def test_the_wait_is_true_to_the_second(limit: int, gaps: list[float], lowered_to: int) -> None:
    """After the wait a request passes; shortly before its end it does not."""
    windows, now = SlidingWindows(), START
    for gap in gaps:
        now += gap / 10
        windows.count([meter(limit)], now)
    smaller = meter(min(limit, lowered_to))
    denied = windows.count([smaller], now)
    if denied.allowed:
        return
    (wait,) = denied.waits
    assert 0 < wait <= 2 * MINUTE
    if smaller.limit == limit:
        assert wait <= MINUTE + 0.001
    if wait > 0.1:
        assert windows.look([smaller], now + wait - 0.1)[0].remaining == 0
    assert windows.count([smaller], now + wait).allowed


@settings(max_examples=200)
@given(limit=st.integers(1, 20), gaps=st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=200))
def test_never_more_than_twice_the_limit_in_any_minute_and_the_limit_on_average(
    limit: int, gaps: list[float]
) -> None:
    """Two buckets approximate a sliding log; this bounds the error of the approximation."""
    windows, now, passed = SlidingWindows(), START, []
    for gap in gaps:
        now += gap
        if windows.count([meter(limit)], now).allowed:
            passed.append(now)
    for start in passed:
        assert sum(start <= at < start + MINUTE for at in passed) <= 2 * limit
    buckets = {at // MINUTE for at in passed}
    for bucket in buckets:
        assert sum(at // MINUTE == bucket for at in passed) <= limit
