"""Whether the books agree: requests, ledger, hours and days by the hour, and balances with what made them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from pydantic import BaseModel, NonNegativeInt

DAYS = 3
"""How far back a nightly run looks: further than a queue keeps what it delivers late."""


class Difference(BaseModel):
    """Two books that disagree. ``expected`` is what the requests say, ``found`` the other book.

    Of rollups both are [requests, settled, abandoned, prompt tokens, completion tokens, nano-USD], of hours
    also the tokens that count towards no quota. Of a balance ``expected`` is what its ledger says, of a hold
    what the requests under way do.
    """

    difference: str
    request_id: str | None = None
    organization_id: str | None = None
    model: str | None = None
    key_id: str | None = None
    expected: Any = None
    found: Any = None


class HourBooks(BaseModel):
    """One hour (UTC) of admissions. ``first`` holds at most a hundred of the ``differences``.

    Once nothing is in flight, ``requests`` are ``settled`` + ``abandoned``. ``router_tokens`` were counted by
    routers, and ``router_tokens_estimated`` is what we make of the same requests; ``estimated_tokens`` are of
    those that no router counted.
    """

    hour: datetime
    requests: NonNegativeInt
    settled: NonNegativeInt
    abandoned: NonNegativeInt
    in_flight: NonNegativeInt
    router_tokens: NonNegativeInt
    router_tokens_estimated: NonNegativeInt
    estimated_tokens: NonNegativeInt
    cost_nanousd: int
    differences: NonNegativeInt
    first: list[Difference]


class CreditBooks(BaseModel):
    """Balances of some organisations. ``next`` is where to go on; None: these were the last."""

    organizations: NonNegativeInt
    balance_nanousd: int
    held_nanousd: int
    differences: list[Difference]
    next: str | None


class Books(Protocol):
    async def reconcile(self, hour: datetime) -> HourBooks:
        """Compare the books of one hour. Raises DatabaseUnavailable."""
        ...

    async def reconcile_credit(self, after: str | None) -> CreditBooks:
        """Compare balances and holds of the organisations after that one. Raises DatabaseUnavailable."""
        ...


async def reconcile(books: Books, now: datetime, days: int = DAYS) -> AsyncIterator[HourBooks]:
    """Yield the books of every whole hour of the last ``days``, oldest first, and of the running one."""
    last = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    for back in range(24 * days, -1, -1):
        yield await books.reconcile(last - timedelta(hours=back))


async def reconcile_credit(books: Books) -> AsyncIterator[CreditBooks]:
    """Yield the balances of every organisation, a page at a time."""
    after: str | None = None
    while True:
        page = await books.reconcile_credit(after)
        yield page
        after = page.next
        if after is None:
            return
