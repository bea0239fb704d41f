"""Elapsed time is wall-clock time, whether the monotonic clock stood still or not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.elapsed import UNKNOWN_SECONDS, ElapsedClock


class TwoClocks:
    """Start far apart, as the real ones do."""

    def __init__(self) -> None:
        self.monotonic = 50.0
        self.wall = 1_790_000_000.0
        self.elapsed = ElapsedClock(lambda: self.monotonic, lambda: self.wall)

    def go_on(self, monotonic: float, wall: float) -> float:
        """Advance the clocks and return how much time elapsed."""
        before = self.elapsed()
        self.monotonic += monotonic
        self.wall += wall
        return self.elapsed() - before


@pytest.mark.parametrize(
    ("monotonic", "wall", "elapsed"),
    [
        (3.0, 3.0, 3.0),
        (0.0, 20.0, 20.0),  # frozen, the monotonic clock stood still
        (20.0, 20.0, 20.0),  # frozen, both went on
        (0.1, 7200.0, 7200.0),
        (10.0, 9.999, 10.0),  # the wall clock is being adjusted
        (3600.0, 3597.0, 3600.0),
    ],
)
def test_longer_of_two_clocks_counts(monotonic: float, wall: float, elapsed: float) -> None:
    assert TwoClocks().go_on(monotonic, wall) == pytest.approx(elapsed, abs=1e-3)


@pytest.mark.parametrize(
    ("monotonic", "wall"),
    [
        (0.0, -1.0),
        (0.0, -3600.0),
        (2.0, 1.0),
        (5.0, -30.0),
        (0.0, -0.2),
        (0.1, -0.01),
        (0.0, -86_400.0 * 365),
    ],
)
def test_wall_clock_that_steps_back_makes_everything_stale(monotonic: float, wall: float) -> None:
    clocks = TwoClocks()
    assert clocks.go_on(monotonic, wall) >= UNKNOWN_SECONDS
    assert clocks.go_on(1.0, 1.0) == pytest.approx(1.0, abs=1e-3)  # once


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(0, 1e5))))
def test_no_freeze_is_missed(steps: list[tuple[float, float]]) -> None:
    clocks = TwoClocks()
    for monotonic, frozen in steps:
        assert clocks.go_on(monotonic, monotonic + frozen) >= monotonic + frozen - 1e-3


@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(-1e6, 1e6))))
def test_it_never_goes_back(steps: list[tuple[float, float]]) -> None:
    clocks = TwoClocks()
    elapsed = [clocks.elapsed()]
    for monotonic, wall in steps:
        clocks.go_on(monotonic, wall)
        elapsed.append(clocks.elapsed())
    assert all(later >= earlier for earlier, later in itertools.pairwise(elapsed))
