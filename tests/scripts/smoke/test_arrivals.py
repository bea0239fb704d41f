"""Whether frames arrived one by one, decided by their times alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.checks import CheckStatus
from scripts.smoke.arrivals import FEWEST_FRAMES, FrameArrivals, judge_arrivals
from tests.support.deployment.asking import FAIL, OK, WARN

EACH_20_MS = [0.5 + 0.02 * number for number in range(40)]


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (EACH_20_MS, OK),
        ([], FAIL),
        ([1.0] * 40, FAIL),
        ([1.0 + 0.00001 * number for number in range(40)], FAIL),
        ([0.5 + 0.2 * (number // 10) for number in range(40)], FAIL),  # blocks of ten
        ([0.5 + 0.04 * (number // 2) for number in range(40)], OK),  # a network joins two
        ([3.0 + 0.002 * number for number in range(40)], OK),  # a long wait, then a fast model
        (EACH_20_MS[: FEWEST_FRAMES - 1], WARN),
    ],
)
def test_frames(at: Sequence[float], status: CheckStatus) -> None:
    assert judge_arrivals(FrameArrivals(0.0, at)).status is status


@given(gaps=st.lists(st.floats(0.002, 0.5), min_size=FEWEST_FRAMES, max_size=60), first=st.floats(0.01, 30))
def test_a_stream_passes_and_the_same_frames_at_its_end_fail(gaps: list[float], first: float) -> None:
    at = [first]
    for gap in gaps:
        at.append(at[-1] + gap)
    assert judge_arrivals(FrameArrivals(0.0, at)).status is OK
    assert judge_arrivals(FrameArrivals(0.0, [at[-1]] * len(at))).status is FAIL
