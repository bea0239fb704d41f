"""Statistics of small samples."""

from __future__ import annotations

import math
from collections.abc import Sequence


def lower_bound(failures: int, total: int, *, deviations: float = 2.5) -> float:
    """Return the least failure rate that ``failures`` of ``total`` make likely: Wilson's score interval.

    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
    """
    if total <= 0:
        return 0.0
    rate, square = failures / total, deviations**2
    spread = deviations * math.sqrt(rate * (1 - rate) / total + square / (4 * total**2))
    return max(0.0, (rate + square / (2 * total) - spread) / (1 + square / total))


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which ``share`` (0 to 1) of ``values`` lie: one of them, the lower of two."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def clamp(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
