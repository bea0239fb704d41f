"""The books, as the usage functions need them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import BaseModel, NonNegativeInt

from functions.usage_rollup.maintenance.reconciliation import CreditBooks, HourBooks
from portal.usage import UsageEvent


class Rejection(BaseModel):
    """An event the books do not take, such as one of a key they do not know."""

    request_id: str | None
    reason: str


class Recording(BaseModel):
    """What became of the events of one call. Every event is in exactly one of the three."""

    recorded: NonNegativeInt
    duplicates: NonNegativeInt
    rejected: list[Rejection] = []


class EventsRefused(ValueError):
    """The database takes these events never: a value among them breaks a rule of its tables."""


class Ledger(Protocol):
    """Raises DatabaseUnavailable where nothing could be written, or nobody knows."""

    async def record(self, events: Sequence[UsageEvent]) -> Recording:
        """Record ``events`` in one transaction: all or none, each once. Raises EventsRefused."""
        ...

    async def reap(self) -> int:
        """Mark requests whose deadline passed without an end as abandoned; return how many."""
        ...

    async def refund_retries(self, back: timedelta = timedelta(hours=1)) -> int:
        """Give back what retries of the time ``back`` cost that were charged already; return how many."""
        ...

    async def forget_answers(self) -> int:
        """Delete the answers kept for longer than a day; return how many."""
        ...

    async def forget_request_logs(self, days: int) -> int:
        """Delete request logs older than ``days``, a bounded number at a time; return how many."""
        ...

    async def reconcile(self, hour: datetime) -> HourBooks:
        """Compare the books of one hour of admissions."""
        ...

    async def reconcile_credit(self, after: str | None) -> CreditBooks:
        """Compare balances and holds of the organisations after that one."""
        ...

    async def open_partitions(self) -> int:
        """Make room for the requests of the next months; return how many months were added."""
        ...

    async def roll_up(self) -> int:
        """Bring the daily figures up to date; return how many days changed."""
        ...
