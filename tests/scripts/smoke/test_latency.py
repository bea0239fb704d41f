"""Percentiles of whole answers."""

from __future__ import annotations

import pytest

from scripts.checks import CheckStatus
from scripts.smoke.latency import judge_latency, percentile
from tests.support.deployment.asking import OK, WARN


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([1.0], 0.5, 1.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([1.0, 2.0, 3.0, 4.0], 0.95, 4.0),
        ([2.0, 1.0], 0.5, 1.0),
    ],
)
def test_percentile(values: list[float], share: float, found: float) -> None:
    assert percentile(values, share) == found


@pytest.mark.parametrize(("seconds", "status"), [([0.5, 1.0], OK), ([0.5, 11.0], WARN)])
def test_slow_answers_are_a_warning(seconds: list[float], status: CheckStatus) -> None:
    assert judge_latency(seconds).status is status
