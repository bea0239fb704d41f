"""The usage ledger in memory, with the faults that tests need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from functions.usage_rollup.ledger import EventsNotRecorded, EventsRefused, RecordResult, Rejection
from functions.usage_rollup.ledger.comparison import (
    CreditComparison,
    Difference,
    HourComparison,
    RequestComparison,
)
from portal.errors import DatabaseUnavailable
from portal.usage import QueueDepth, UsageEvent

REFUSED_MODEL = "refused-model"
"""A model name that this ledger refuses, as the database refuses a value that violates a constraint."""

UNLUCKY_MODEL = "unlucky-model"
"""A model name whose events this ledger does not record, for a reason that says nothing about them."""

UNKNOWN_KEY = "00000000-0000-4000-8000-000000000000"


def credit_comparison(*differences: Difference, next_page: str | None = None) -> CreditComparison:
    return CreditComparison(
        organizations=1, balance_nanousd=7, held_nanousd=3, differences=list(differences), next=next_page
    )


def request_comparison(*differences: Difference, next_page: str | None = None) -> RequestComparison:
    return RequestComparison(
        compared=9, differences=len(differences), first=list(differences), next=next_page
    )


class MemoryLedger:
    """``UsageLedger`` in memory; ``down`` makes it unavailable, ``failing_steps`` single methods of jobs."""

    def __init__(self) -> None:
        self.failing_steps: set[str] = set()
        self.events: dict[tuple[str, str], UsageEvent] = {}
        self.calls = 0
        self.down = False
        self.batches: list[tuple[int, float]] = []
        """What the ingest noted: messages done with, age of the oldest."""
        self.depths: list[QueueDepth | None] = []
        """What the maintenance noted of the queue."""
        self.queue_lag_seconds = 60
        self.differing_hours: dict[datetime, list[Difference]] = {}
        self.request_pages: dict[str | None, RequestComparison] = {None: request_comparison()}
        """Pages of requests, by their cursor."""
        self.failing_calls = 0
        """How many of the next calls of a reconciliation find the database unavailable."""
        self.page_sizes: list[int] = []
        self._finished: set[str] = set()
        self.credit_pages: dict[str | None, CreditComparison] = {None: credit_comparison()}
        """Pages of organisations, by their cursor."""
        self.credit_page_sizes: list[int] = []

    async def record(self, events: Sequence[UsageEvent]) -> RecordResult:
        self.calls += 1
        if self.down:
            raise DatabaseUnavailable("down")
        if any(event.model == UNLUCKY_MODEL for event in events):
            raise EventsNotRecorded("42883: no such function")
        if any(event.model == REFUSED_MODEL for event in events):
            raise EventsRefused("22003: out of range")
        rejected = [
            Rejection(request_id=event.request_id, reason="unknown_key")
            for event in events
            if event.key_id == UNKNOWN_KEY
        ]
        before = len(self.events)
        for event in events:
            if event.key_id != UNKNOWN_KEY:
                self.events.setdefault((event.request_id, event.kind), event)
        recorded = len(self.events) - before
        return RecordResult(
            recorded=recorded, duplicates=len(events) - len(rejected) - recorded, rejected=rejected
        )

    def _fail_if_told(self, step: str) -> None:
        if self.down or step in self.failing_steps:
            raise DatabaseUnavailable("down")

    async def mark_abandoned(self) -> int:
        return self._step("mark_abandoned", 2)

    async def observe_batch(self, recorded: int, oldest_seconds: float) -> None:
        if self.down:
            raise DatabaseUnavailable("down")
        self.batches.append((recorded, oldest_seconds))

    async def observe_queue(self, depth: QueueDepth | None) -> int:
        self._fail_if_told("observe_queue")
        self.depths.append(depth)
        return self.queue_lag_seconds

    async def reconcile_requests(self, since: datetime, after: str | None, limit: int) -> RequestComparison:
        self.page_sizes.append(limit)
        self._fail_if_told("reconcile_requests")
        self._fail_call()
        return self.request_pages[after]

    def _fail_call(self) -> None:
        if self.failing_calls:
            self.failing_calls -= 1
            raise DatabaseUnavailable("too slow")

    async def reconcile_hour(self, hour: datetime) -> HourComparison:
        self._fail_if_told("reconcile_hour")
        self._fail_call()
        differ = self.differing_hours.get(hour, [])
        return HourComparison(
            hour=hour,
            requests=2,
            settled=1,
            abandoned=1,
            in_flight=0,
            router_tokens=40,
            router_tokens_estimated=38,
            estimated_tokens=2,
            cost_nanousd=5,
            differences=len(differ),
            first=differ,
        )

    async def reconcile_credit(self, after: str | None, limit: int) -> CreditComparison:
        self.credit_page_sizes.append(limit)
        self._fail_if_told("reconcile_credit")
        return self.credit_pages[after]

    def _step(self, name: str, rows: int) -> int:
        """Change ``rows`` in every other call of a step, and find nothing more to do in the next."""
        self._fail_if_told(name)
        self._finished.symmetric_difference_update({name})
        return rows if name in self._finished else 0

    async def delete_stored_responses(self) -> int:
        self._fail_if_told("delete_stored_responses")
        return 0

    async def delete_request_logs(self, days: int) -> int:
        return self._step("delete_request_logs", days)

    async def delete_refusals(self) -> int:
        return self._step("delete_refusals", 4)

    async def delete_pool_health(self) -> int:
        return self._step("delete_pool_health", 2)

    async def open_partitions(self) -> int:
        return self._step("open_partitions", 1)

    async def roll_up(self) -> int:
        return self._step("roll_up", 3)
