"""Sum up the comparisons of a reconciliation. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from functions.usage_rollup.ledger.comparison import (
    Comparison,
    CreditComparison,
    Difference,
    HourComparison,
    RequestComparison,
)

_HOUR_FIELDS = (
    "requests",
    "settled",
    "abandoned",
    "in_flight",
    "router_tokens",
    "router_tokens_estimated",
    "estimated_tokens",
    "cost_nanousd",
)
_FIELDS: dict[type[Comparison], tuple[str, ...]] = {
    HourComparison: _HOUR_FIELDS,
    RequestComparison: ("compared",),
    CreditComparison: ("organizations", "balance_nanousd", "held_nanousd"),
}


class Totals:
    """Sums over comparisons by name, and the number of ``differences``."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys((*chain(*_FIELDS.values()), "differences"), 0)

    def add(self, comparison: Comparison) -> None:
        """Add the sums of one comparison."""
        for name in _FIELDS[type(comparison)]:
            self.counts[name] += getattr(comparison, name)
        found = comparison.differences
        self.counts["differences"] += found if isinstance(found, int) else len(found)


def listed_differences(comparison: Comparison) -> Iterator[tuple[datetime | None, Difference]]:
    """Yield each listed difference with its hour; for one of requests, balances or holds the hour is None."""
    if isinstance(comparison, CreditComparison):
        yield from ((None, difference) for difference in comparison.differences)
    else:
        hour = comparison.hour if isinstance(comparison, HourComparison) else None
        yield from ((hour, difference) for difference in comparison.first)
