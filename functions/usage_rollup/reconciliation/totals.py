"""Summarise the comparisons of a reconciliation. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from functions.usage_rollup.ledger.comparison import CreditComparison, Difference, HourComparison

_SUMMED_HOUR_FIELDS = (
    "requests",
    "settled",
    "abandoned",
    "in_flight",
    "router_tokens",
    "router_tokens_estimated",
    "estimated_tokens",
    "cost_nanousd",
)
_SUMMED_CREDIT_FIELDS = ("organizations", "balance_nanousd", "held_nanousd")


def differences(
    hours: list[HourComparison], credit: list[CreditComparison]
) -> Iterator[tuple[datetime | None, Difference]]:
    """Yield each listed difference with its hour; for one of balances or holds the hour is None."""
    for hour in hours:
        for difference in hour.first:
            yield hour.hour, difference
    for page in credit:
        for difference in page.differences:
            yield None, difference


def totals(hours: list[HourComparison], credit: list[CreditComparison]) -> dict[str, int]:
    """Return the sums over ``hours`` and ``credit`` by name, and the number of ``differences``."""
    return (
        {name: sum(getattr(hour, name) for hour in hours) for name in _SUMMED_HOUR_FIELDS}
        | {name: sum(getattr(page, name) for page in credit) for name in _SUMMED_CREDIT_FIELDS}
        | {
            "differences": sum(hour.differences for hour in hours)
            + sum(len(page.differences) for page in credit)
        }
    )
