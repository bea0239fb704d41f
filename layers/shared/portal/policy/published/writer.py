"""The writer's lease: of several pool monitors, one at a time publishes health."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from portal.policy.published import PublishedPolicyStore
from portal.policy.published.head import WriterTerm
from portal.pool_health import CLOCK_DIFFERENCE_SECONDS
from portal.web.elapsed import elapsed_seconds

LEASE_SECONDS = 4.0
"""A holder that dies is replaced after this and ``CLOCK_DIFFERENCE_SECONDS``. Renew it every second."""


class WriterLease:
    """The lease of one monitor. ``writer`` names it, and must be another for each run that may hold it.

    Two never write at the same time: whoever publishes health does it under the condition that the lease is
    still its own (``PublishedPolicyStore.advance_health``). Two whose clocks differ by at most
    ``CLOCK_DIFFERENCE_SECONDS`` never even believe to hold it at the same time, because a lease is taken over
    only that much after its end. ``wall`` returns unix seconds, ``clock`` seconds that go on in a freeze.
    """

    def __init__(
        self,
        store: PublishedPolicyStore,
        *,
        writer: str | None = None,
        wall: Callable[[], float] = time.time,
        clock: Callable[[], float] = elapsed_seconds,
    ) -> None:
        self._store = store
        self.writer = writer or f"monitor-{uuid.uuid4()}"
        self._wall = wall
        self._clock = clock
        self._held_until = float("-inf")

    @property
    def is_held(self) -> bool:
        """Whether the lease is certainly this monitor's. It ends by itself if it is not renewed."""
        return self._clock() < self._held_until

    async def acquire(self) -> bool:
        """Take or renew the lease; False: another monitor has it. Raises PublicationUnavailable."""
        sent_at, now = self._clock(), self._wall()
        term = WriterTerm(self.writer, now + LEASE_SECONDS)
        is_taken = await self._store.take_lease(term, ended_before=now - CLOCK_DIFFERENCE_SECONDS)
        self._held_until = sent_at + LEASE_SECONDS if is_taken else float("-inf")
        return is_taken

    async def release(self) -> None:
        """Hand the lease over: the next ``acquire`` of another monitor takes it at once.

        Raises PublicationUnavailable; then it is free after its end.
        """
        self._held_until = float("-inf")
        await self._store.end_lease(self.writer)
