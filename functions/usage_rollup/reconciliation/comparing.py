"""Compare all records, in steps of bounded work: hours with rollups, pages of requests with the ledger, and
pages of organisations with their balances and holds.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

from functions.usage_rollup.ledger.comparison import (
    Comparison,
    CreditComparison,
    HourComparison,
    RequestComparison,
)
from portal.errors import DatabaseUnavailable

DAYS = 3
"""How many days a nightly reconciliation covers: two nights without one, or a day's outage, leave no gap."""

REQUESTS_PER_STEP = 20_000
"""Requests compared with the ledger in one step, whatever the traffic: about 0.1 s of the database."""

_MIN_REQUESTS_PER_STEP = 200

ORGANIZATIONS_PER_STEP = 100
"""The most organisations compared with their ledgers in one step. The first step has a tenth."""

SLOW_STEP_SECONDS = 1.0
"""After a longer step the next has fewer organisations, otherwise more: a step sums up their whole ledgers,
which have any length."""

PAUSE_SECONDS = 2.0
"""Before a step is tried again."""

T = TypeVar("T")


class ReconcilableLedger(Protocol):
    """The part of the usage ledger that a reconciliation needs. All methods raise DatabaseUnavailable."""

    async def reconcile_hour(self, hour: datetime) -> HourComparison:
        """Compare the requests of one hour with the rollups."""
        ...

    async def reconcile_requests(self, since: datetime, after: str | None, limit: int) -> RequestComparison:
        """Compare about ``limit`` requests after the id ``after`` with the ledger."""
        ...

    async def reconcile_credit(self, after: str | None, limit: int) -> CreditComparison:
        """Compare balances and holds of ``limit`` organisations, those after the id ``after``."""
        ...


async def compare(
    ledger: ReconcilableLedger,
    now: datetime,
    days: int = DAYS,
    *,
    requests_per_step: int = REQUESTS_PER_STEP,
    pause_seconds: float = PAUSE_SECONDS,
) -> AsyncIterator[Comparison]:
    """Yield one comparison for each step, of the last ``days`` and the hour that has begun.

    A step that fails is tried again, three times in all: with a tenth of the requests, in case it was too
    slow. Raises DatabaseUnavailable.
    """
    current = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    since = current - timedelta(days=days)
    for back in range(24 * days, -1, -1):
        hour = current - timedelta(hours=back)
        yield await _try(partial(ledger.reconcile_hour, hour), pause_seconds)
    size = requests_per_step
    after: str | None = None

    async def next_page() -> RequestComparison:
        nonlocal size
        try:
            return await ledger.reconcile_requests(since, after, size)
        except DatabaseUnavailable:
            size = max(size // 10, _MIN_REQUESTS_PER_STEP)
            raise

    while True:
        page = await _try(next_page, pause_seconds)
        yield page
        if (after := page.next) is None:
            break
    async for credit in compare_credit(ledger, pause_seconds=pause_seconds):
        yield credit


async def compare_credit(
    ledger: ReconcilableLedger,
    *,
    organizations_per_step: int = ORGANIZATIONS_PER_STEP,
    pause_seconds: float = PAUSE_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> AsyncIterator[CreditComparison]:
    """Yield the comparison of every page of organisations. ``clock`` measures the steps, in seconds."""
    size = max(organizations_per_step // 10, 1)
    after: str | None = None

    async def next_page() -> CreditComparison:
        nonlocal size
        started_at, limit = clock(), size
        try:
            page = await ledger.reconcile_credit(after, limit)
        except DatabaseUnavailable:
            size = max(limit // 10, 1)
            raise
        if clock() - started_at > SLOW_STEP_SECONDS:
            size = max(limit // 4, 1)
        else:
            size = min(2 * limit, organizations_per_step)
        return page

    while True:
        page = await _try(next_page, pause_seconds)
        yield page
        if (after := page.next) is None:
            return


async def _try(step: Callable[[], Awaitable[T]], pause_seconds: float) -> T:
    for _ in range(2):
        try:
            return await step()
        except DatabaseUnavailable:
            await asyncio.sleep(pause_seconds)
    return await step()
