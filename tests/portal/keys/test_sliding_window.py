"""The arithmetic of sliding windows."""

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


def test_window_allows_exactly_its_limit() -> None:
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
def test_previous_bucket_counts_by_its_fraction_rounded_down(elapsed: float, carried: int) -> None:
    windows, ten = SlidingWindows(), meter(10)
    spend(windows, ten, START, 10)
    assert windows.peek([ten], START + MINUTE + elapsed)[0].used == carried


def test_bucket_before_the_previous_one_counts_nothing() -> None:
    windows, ten = SlidingWindows(), meter(10)
    spend(windows, ten, START, 10)
    assert windows.peek([ten], START + 2 * MINUTE)[0].used == 0


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
    assert windows.peek([long], START)[0].used == 2


def test_peek_charges_nothing() -> None:
    windows, two = SlidingWindows(), meter(2)
    spend(windows, two, START, 2)
    for _ in range(5):
        (window,) = windows.peek([two], START)
        assert (window.used, window.remaining, window.exceeded) == (2, 0, False)


def test_counters_are_per_subject_and_name() -> None:
    windows = SlidingWindows()
    spend(windows, meter(1, subject="a"), START, 1)
    spend(windows, meter(1, subject="b"), START, 1)
    spend(windows, meter(1, subject="a", name="other"), START, 1)
    assert not windows.count([meter(1, subject="a")], START).allowed


def test_limit_of_zero_never_passes() -> None:
    denied = SlidingWindows().count([meter(0)], START)
    assert not denied.allowed
    assert denied.waits == (60.0,)


def test_clock_set_back_frees_nothing() -> None:
    windows, ten = SlidingWindows(), meter(10)
    spend(windows, ten, START, 10)
    assert not windows.count([ten], START - 30).allowed
    spend(windows, meter(10, subject="b"), START + MINUTE, 1)
    assert windows.peek([ten], START)[0].used == 10


def test_counts_are_dropped_when_no_window_covers_them() -> None:
    windows = SlidingWindows()
    for subject in range(1_000):
        spend(windows, meter(10, subject=str(subject)), START, 1)
        spend(windows, meter(10, 7, subject=str(subject)), START, 1)
    assert windows.size == 2_000
    spend(windows, meter(10, subject="late"), START + MINUTE, 1)
    assert windows.size == 1_001
    spend(windows, meter(10, subject="later"), START + 2 * MINUTE, 1)
    assert windows.size == 2


def test_meters_count_by_key_or_allowance() -> None:
    of_key, of_organization = Limit("a", "key", 1, 60), Limit("b", "organization", 2, 3600)
    assert meters_of([of_key, of_organization], key_id="K", allowance_id="A") == (
        Meter("a", "key", 1, 60, ("K", "a")),
        Meter("b", "organization", 2, 3600, ("A", "b")),
    )


history = st.lists(st.floats(0, 90, allow_nan=False), max_size=60)


@settings(max_examples=300)
@given(limit=st.integers(1, 12), gaps=history, lowered_to=st.integers(1, 12))
def test_wait_is_exact(limit: int, gaps: list[float], lowered_to: int) -> None:
    """A request passes after the wait, and not shortly before its end."""
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
        assert windows.peek([smaller], now + wait - 0.1)[0].remaining == 0
    assert windows.count([smaller], now + wait).allowed


@settings(max_examples=200)
@given(limit=st.integers(1, 20), gaps=st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=200))
def test_at_most_twice_the_limit_in_any_minute(limit: int, gaps: list[float]) -> None:
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
