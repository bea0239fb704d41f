"""Compare the records of the last days hour by hour, and all balances and holds page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Protocol

from functions.usage_rollup.ledger.comparison import CreditComparison, HourComparison

DAYS = 3
"""How many days a nightly reconciliation covers: longer than the queue takes to deliver an event."""


class ReconcilableLedger(Protocol):
    """The part of the usage ledger that a reconciliation needs. Both methods raise DatabaseUnavailable."""

    async def reconcile(self, hour: datetime) -> HourComparison:
        """Compare the records of one hour."""
        ...

    async def reconcile_credit(self, after: str | None) -> CreditComparison:
        """Compare balances and holds of one page of organisations, those after the id ``after``."""
        ...


async def compare_hours(
    ledger: ReconcilableLedger, now: datetime, days: int = DAYS
) -> AsyncIterator[HourComparison]:
    """Yield the comparison of each full hour of the last ``days``, oldest first, then of the current hour."""
    current = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    for back in range(24 * days, -1, -1):
        yield await ledger.reconcile(current - timedelta(hours=back))


async def compare_credit(ledger: ReconcilableLedger) -> AsyncIterator[CreditComparison]:
    """Yield the comparison of every page of organisations."""
    after: str | None = None
    while True:
        page = await ledger.reconcile_credit(after)
        yield page
        after = page.next
        if after is None:
            return
