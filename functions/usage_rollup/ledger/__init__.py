"""The usage ledger: recorded events, holds, balances and rollups, as the usage functions use them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel, NonNegativeInt

from functions.usage_rollup.ledger.comparison import CreditComparison, HourComparison, RequestComparison
from portal.usage import QueueDepth, UsageEvent


class Rejection(BaseModel):
    """An event that the ledger does not accept, such as one of an unknown API key."""

    request_id: str | None
    reason: str


class RecordResult(BaseModel):
    """The outcome of one call. Each event is counted in exactly one of the three fields."""

    recorded: NonNegativeInt
    duplicates: NonNegativeInt
    rejected: list[Rejection] = []

    def __add__(self, other: RecordResult) -> RecordResult:
        return RecordResult(
            recorded=self.recorded + other.recorded,
            duplicates=self.duplicates + other.duplicates,
            rejected=[*self.rejected, *other.rejected],
        )


NOTHING_RECORDED = RecordResult(recorded=0, duplicates=0)


class EventsRefused(ValueError):
    """The database can never record these events: a value among them violates a constraint of its tables."""


class EventsNotRecorded(RuntimeError):
    """The database is there and did not record these events, and the reason says nothing about the events:
    another try may record them, and so may a try with fewer of them.
    """


class UsageLedger(Protocol):
    """Every method raises DatabaseUnavailable if nothing was written, or if that is unknown."""

    async def record(self, events: Sequence[UsageEvent]) -> RecordResult:
        """Record ``events``, each once: admissions and settlements in one transaction, all or none of them,
        then refusals in another. Raises EventsRefused, EventsNotRecorded.
        """
        ...

    async def observe_batch(self, recorded: int, oldest_seconds: float) -> None:
        """Note that ``recorded`` messages of the queue are done with, and the age of the oldest received."""
        ...

    async def observe_queue(self, depth: QueueDepth | None) -> int:
        """Note how many messages the queue holds (None: unknown), and conclude up to when it is worked off.

        Return how many seconds ago that is; if it is not known yet, since when the queue has been looked at.
        """
        ...

    async def mark_abandoned(self) -> int:
        """Mark requests as abandoned that passed their deadline without an end, as far as the queue has been
        worked off; return how many.
        """
        ...

    async def delete_stored_responses(self) -> int:
        """Delete responses stored for replay more than a day ago; return how many."""
        ...

    async def delete_request_logs(self, days: int) -> int:
        """Delete a bounded number of request logs older than ``days``; return how many."""
        ...

    async def delete_refusals(self) -> int:
        """Delete a bounded number of refused requests older than 30 days; return how many."""
        ...

    async def delete_pool_health(self) -> int:
        """Delete a bounded number of rows of the pools' health that have expired; return how many."""
        ...

    async def reconcile_hour(self, hour: datetime) -> HourComparison:
        """Compare the requests admitted in one hour with the rollups."""
        ...

    async def reconcile_requests(self, since: datetime, after: str | None, limit: int) -> RequestComparison:
        """Compare about ``limit`` requests of ``since`` or later, those after the id ``after``, with the
        ledger.
        """
        ...

    async def reconcile_credit(self, after: str | None, limit: int) -> CreditComparison:
        """Compare balances and holds of ``limit`` organisations, those after the id ``after``."""
        ...

    async def open_partitions(self) -> int:
        """Create the partitions of the next months; return how many."""
        ...

    async def roll_up(self) -> int:
        """Update the daily rollups; return how many days changed."""
        ...
