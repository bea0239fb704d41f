"""The books in memory, with the faults that tests ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from functions.usage_rollup.ledger import EventsRefused, Recording, Rejection
from functions.usage_rollup.maintenance.reconciliation import CreditBooks, Difference, HourBooks
from portal.errors import DatabaseUnavailable
from portal.usage import UsageEvent

POISON = "poison"
"""A model name this ledger refuses, as the database refuses a value that breaks a rule."""

UNKNOWN_KEY = "00000000-0000-4000-8000-000000000000"


def credit_books(*differences: Difference, then: str | None = None) -> CreditBooks:
    return CreditBooks(
        organizations=1, balance_nanousd=7, held_nanousd=3, differences=list(differences), next=then
    )


class MemoryLedger:
    def __init__(self) -> None:
        self.events: dict[tuple[str, str], UsageEvent] = {}
        self.calls = 0
        self.down = False
        self.unbooked: dict[datetime, list[str]] = {}
        self.balances: dict[str | None, CreditBooks] = {None: credit_books()}
        """Pages of balances, by the organisation they come after."""

    async def record(self, events: Sequence[UsageEvent]) -> Recording:
        self.calls += 1
        if self.down:
            raise DatabaseUnavailable("down")
        if any(event.model == POISON for event in events):
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
        return Recording(
            recorded=recorded, duplicates=len(events) - len(rejected) - recorded, rejected=rejected
        )

    async def reap(self) -> int:
        return 2

    async def refund_retries(self, back: timedelta = timedelta(hours=1)) -> int:
        return int(back / timedelta(hours=1))

    async def reconcile(self, hour: datetime) -> HourBooks:
        differ = [
            Difference(difference="not_in_ledger", request_id=name) for name in self.unbooked.get(hour, [])
        ]
        return HourBooks(
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

    async def reconcile_credit(self, after: str | None) -> CreditBooks:
        return self.balances[after]

    async def forget_answers(self) -> int:
        return 0

    async def forget_request_logs(self, days: int) -> int:
        return days

    async def open_partitions(self) -> int:
        return 1

    async def roll_up(self) -> int:
        return 3
