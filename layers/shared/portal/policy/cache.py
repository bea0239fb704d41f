"""A cache that keeps the policy snapshot fresh while serving; a warm request does not wait for a refresh."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from portal.errors import PolicyUnavailable
from portal.policy import PolicySnapshot, PolicySource

log = logging.getLogger(__name__)

REFRESH_SECONDS = 2.0
"""A snapshot this old is refreshed in the background of the request that finds it."""

BINDING_SECONDS = 2.5
"""A snapshot older than this is used only after a refresh was tried: the bound on revocations."""

SECOND_FETCH_SECONDS = 0.5
"""A fetch without a response for this long gets a second one beside it; a failed one gets it at once."""

WAIT_SECONDS = 1.0
"""The longest that a request waits for a refresh."""

STALE_SECONDS = 900.0
"""How long the last snapshot serves while refreshes fail. After that the gateway fails closed."""


class PolicyCache:
    """The latest snapshot. One refresh runs at a time, and one starts in ``REFRESH_SECONDS`` at most.

    A refresh fetches a second time if the first fetch fails or is slow, so that one bad fetch does not
    stretch the bound on revocations. ``clock`` returns seconds; so does ``wall_clock``, which goes on while
    the environment is frozen.
    """

    def __init__(
        self,
        source: PolicySource,
        *,
        stale_seconds: float = STALE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self._source = source
        self._wall_clock = wall_clock
        self._stale_seconds = stale_seconds
        self._clock = clock
        self._snapshot: PolicySnapshot | None = None
        self._requested_at = float("-inf")
        self._requested_at_wall = float("-inf")
        self._tried_at = float("-inf")
        self._refresh: asyncio.Task[None] | None = None
        self.failures = 0
        """Failed refreshes since the last that succeeded."""

    @property
    def age_seconds(self) -> float:
        """Seconds since the fetch of the current snapshot was sent."""
        return self._clock() - self._requested_at

    @property
    def database_time(self) -> datetime | None:
        """The time by the database's clock, known from the current snapshot; None if it has none.

        Never early, whatever this machine's clock shows: the document was made after its fetch was sent, and
        the longer of two clocks counts since then.
        """
        if self._snapshot is None or self._snapshot.database_time is None:
            return None
        age = max(self.age_seconds, self._wall_clock() - self._requested_at_wall)
        return self._snapshot.database_time + timedelta(seconds=age)

    @property
    def latest(self) -> PolicySnapshot | None:
        """The last snapshot whatever its age. Use it to predict a decision, never to make one."""
        return self._snapshot

    def fresh(self) -> PolicySnapshot | None:
        """Return the snapshot if it needs no refresh, else None."""
        return self._snapshot if self.age_seconds < REFRESH_SECONDS else None

    async def current(self) -> PolicySnapshot:
        """Return the snapshot to decide by. Raises PolicyUnavailable if none is young enough."""
        fresh = self.fresh()
        if fresh is not None:
            return fresh
        age = self.age_seconds
        refresh = self._refresh
        if refresh is None and self._clock() - self._tried_at >= REFRESH_SECONDS:
            refresh = self._refresh = asyncio.create_task(self._refresh_once())
        # While refreshes fail, requests use the last snapshot instead of queueing for a source that is down.
        waits = age >= BINDING_SECONDS and (self.failures == 0 or self._snapshot is None)
        if refresh is not None and waits:
            await asyncio.wait([refresh], timeout=WAIT_SECONDS)
        if self._snapshot is not None and self.age_seconds < self._stale_seconds:
            return self._snapshot
        raise PolicyUnavailable("Requests cannot be authorised right now. Try again shortly.")

    async def settle(self) -> None:
        """Wait for a running refresh: an environment that is frozen during one would break it."""
        if self._refresh is not None:
            await asyncio.wait([self._refresh], timeout=WAIT_SECONDS)

    async def _refresh_once(self) -> None:
        requested_at = self._tried_at = self._clock()
        requested_at_wall = self._wall_clock()
        try:
            self._snapshot = await self._fetch()
            self._requested_at, self._requested_at_wall = requested_at, requested_at_wall
            self.failures = 0
        except PolicyUnavailable as error:
            self.failures += 1
            log.warning("policy.refresh_failed", extra={"failures": self.failures, "reason": str(error)})
        finally:
            self._refresh = None

    async def _fetch(self) -> PolicySnapshot:
        """Return the first snapshot that one of at most two fetches returns."""
        fetches = [asyncio.create_task(self._source.fetch())]
        failure: PolicyUnavailable | None = None
        try:
            await asyncio.wait(fetches, timeout=SECOND_FETCH_SECONDS)
            if not fetches[0].done() or fetches[0].exception() is not None:
                fetches.append(asyncio.create_task(self._source.fetch()))
            for fetch in asyncio.as_completed(fetches):
                try:
                    return await fetch
                except PolicyUnavailable as error:
                    failure = error
        finally:
            for fetch in fetches:
                fetch.cancel()
        raise failure or PolicyUnavailable("The policy snapshot was not fetched.")
