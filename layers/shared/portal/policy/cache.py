"""A cache that keeps the policy snapshot fresh while serving; a warm request does not wait for a refresh."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from portal.errors import PolicyUnavailable
from portal.policy import FetchedPolicy, PolicySnapshot, PolicySource
from portal.pool_health import PublishedHealth, current_health
from portal.web.elapsed import elapsed_seconds

log = logging.getLogger(__name__)

REFRESH_SECONDS = 2.0
"""A snapshot this old is refreshed in the background of the request that finds it."""

BINDING_SECONDS = 2.5
"""A snapshot older than this is used only after a refresh was tried: the bound on revocations."""

RETRY_SECONDS = 0.5
"""A refresh is tried this long after the last one at the earliest. The last may have returned a snapshot that
was published a while ago; one of ``REFRESH_SECONDS`` may be tried again before it is ``BINDING_SECONDS`` old.
"""

SECOND_FETCH_SECONDS = 0.5
"""A fetch without a response for this long gets a second one beside it; a failed one gets it at once."""

WAIT_SECONDS = 1.0
"""The longest that a request waits for a refresh, if it can use the last snapshot without one. Otherwise it
waits until the refresh ends."""

_ROUNDS = 2
"""A refresh that was running while the environment was frozen is followed by another one."""

STALE_SECONDS = 900.0
"""How long the last snapshot serves while refreshes fail. After that the gateway fails closed."""


class PolicyCache:
    """The latest snapshot. One refresh runs at a time, and one starts in ``RETRY_SECONDS`` at most; while
    refreshes fail and the last snapshot may serve, one in ``REFRESH_SECONDS``.

    The age of a snapshot counts from the start of the database read that it is of, whoever read it. A refresh
    fetches a second time if the first fetch fails or is slow, so that one bad fetch does not stretch the
    bound on revocations. ``clock`` returns seconds, and goes on while the environment is frozen; ``wall``
    returns unix seconds, which the age of health is told by.
    """

    def __init__(
        self,
        source: PolicySource,
        *,
        stale_seconds: float = STALE_SECONDS,
        clock: Callable[[], float] = elapsed_seconds,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._source = source
        self._stale_seconds = stale_seconds
        self._clock = clock
        self._wall = wall
        self._snapshot: PolicySnapshot | None = None
        self._database_time: datetime | None = None
        self._read_at = float("-inf")
        self._tried_at = float("-inf")
        self._failed_at = float("-inf")
        self._refresh: asyncio.Task[None] | None = None
        self._health_update: asyncio.Task[None] | None = None
        self.failures = 0
        """Failed refreshes since the last that succeeded."""

    @property
    def age_seconds(self) -> float:
        """Seconds since the read of the database began that the current snapshot is of, or earlier."""
        return self._clock() - self._read_at

    @property
    def database_time(self) -> datetime | None:
        """The time by the database's clock, known from the current snapshot; None if it has none.

        Never early: the document was made after its read began, and ``clock`` counts since then. Of a
        snapshot that is too old to decide by, the age may be unknown.
        """
        age = self.age_seconds
        if self._database_time is None or age >= self._stale_seconds:
            return None
        return self._database_time + timedelta(seconds=age)

    @property
    def latest(self) -> PolicySnapshot | None:
        """The last snapshot whatever its age. Use it to predict a decision, never to make one."""
        return self._snapshot

    def fresh(self) -> PolicySnapshot | None:
        """Return the snapshot if it needs no refresh, else None."""
        return self._snapshot if self.age_seconds < REFRESH_SECONDS else None

    async def current(self) -> PolicySnapshot:
        """Return the snapshot to decide by. Raises PolicyUnavailable if none is young enough."""
        for _ in range(_ROUNDS):
            fresh = self.fresh()
            if fresh is not None:
                return fresh
            waits = self._must_wait()
            refresh = self._running_refresh()
            if refresh is None or not waits:
                break
            await asyncio.wait([refresh], timeout=WAIT_SECONDS if self._is_usable else REFRESH_SECONDS)
            if not refresh.done():
                self._failed_at = self._clock()
            if self._has_just_failed:
                break
        if self._snapshot is not None and self._is_usable:
            self._snapshot = _with_health(self._snapshot, current_health(self._snapshot.health, self._wall()))
            return self._snapshot
        raise PolicyUnavailable("Requests cannot be authorised right now. Try again shortly.")

    @property
    def _is_usable(self) -> bool:
        """Whether the last snapshot serves while refreshes fail."""
        return self._snapshot is not None and self.age_seconds < self._stale_seconds

    @property
    def _has_just_failed(self) -> bool:
        """Whether a refresh has failed, or was awaited in vain, so recently that the next may fail, too.

        The time of the failure counts: one from before a freeze says nothing of the source any more.
        """
        return self._clock() - self._failed_at < BINDING_SECONDS

    def _must_wait(self) -> bool:
        """Whether the snapshot may be used only after a refresh was tried.

        While refreshes fail, requests use the last snapshot instead of queueing for a source that is down.
        Without a snapshot that may serve, the refresh is all that is left.
        """
        if not self._is_usable:
            return True
        return self.age_seconds >= BINDING_SECONDS and not self._has_just_failed

    def _running_refresh(self) -> asyncio.Task[None] | None:
        """Return the running refresh, or a new one if the last was tried long enough ago."""
        is_failing = self._is_usable and self._has_just_failed
        wait = REFRESH_SECONDS if self._refresh or is_failing else RETRY_SECONDS
        if self._clock() - self._tried_at < wait:
            return self._refresh
        if self._refresh is not None:
            # Fetches end sooner: the environment was frozen meanwhile, and what they return is as old.
            self._refresh.cancel()
        self._tried_at = self._clock()
        self._refresh = asyncio.create_task(self._refresh_once())
        return self._refresh

    async def settle(self) -> None:
        """Wait for a running refresh: an environment that is frozen during one would break it."""
        running = [task for task in (self._refresh, self._health_update) if task is not None]
        if running:
            await asyncio.wait(running, timeout=WAIT_SECONDS)

    async def _refresh_once(self) -> None:
        requested_at = self._tried_at
        try:
            self._take(await self._fetch(), requested_at)
            self.failures = 0
            self._failed_at = float("-inf")
        except PolicyUnavailable as error:
            self.failures += 1
            self._failed_at = self._clock()
            log.warning("policy.refresh_failed", extra={"failures": self.failures, "reason": str(error)})
        finally:
            if self._refresh is asyncio.current_task():
                self._refresh = None

    def _take(self, fetched: FetchedPolicy, requested_at: float) -> None:
        read_at = requested_at - fetched.age_seconds
        if self._snapshot is not None and read_at < self._read_at:
            # A replica of the table was behind: what was refused by a newer snapshot stays refused.
            self._snapshot = _with_health(self._snapshot, fetched.snapshot.health)
        else:
            self._snapshot = fetched.snapshot
            self._database_time = fetched.database_time
            self._read_at = read_at
        if fetched.newer_health is not None:
            self._health_update = asyncio.create_task(self._take_health(fetched.newer_health))

    async def _take_health(self, newer: Awaitable[PublishedHealth | None]) -> None:
        health = await newer
        if self._snapshot is not None and health is not None:
            self._snapshot = _with_health(self._snapshot, current_health(health, self._wall()))

    async def _fetch(self) -> FetchedPolicy:
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


def _with_health(snapshot: PolicySnapshot, health: PublishedHealth | None) -> PolicySnapshot:
    return snapshot if snapshot.health is health else replace(snapshot, health=health)
