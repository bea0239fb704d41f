"""Keeping the policy snapshot fresh while serving, without a wait on the way of a request."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from portal.errors import PolicyUnavailable
from portal.policy import PolicySnapshot, PolicySource

log = logging.getLogger(__name__)

REFRESH_SECONDS = 2.0
"""A snapshot this old is refreshed, beside the request that noticed."""

BINDING_SECONDS = 2.5
"""A snapshot older than this is not used before its refresh was tried: the bound on revocations."""

AGAIN_SECONDS = 0.5
"""A fetch without an answer for so long is tried again beside itself; one that failed, at once."""

WAIT_SECONDS = 1.0
"""The longest a request waits for a refresh."""

STALE_SECONDS = 900.0
"""How long the last snapshot serves when none newer can be had. Beyond it the gateway fails closed."""


class PolicyCache:
    """The latest snapshot. One refresh is under way at a time, at most one every ``REFRESH_SECONDS``.

    A refresh fetches twice where it has to, so a single fetch that fails or hangs leaves the bound as it is.
    """

    def __init__(
        self,
        source: PolicySource,
        *,
        stale_seconds: float = STALE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._stale_seconds = stale_seconds
        self._clock = clock
        self._snapshot: PolicySnapshot | None = None
        self._asked_at = float("-inf")
        self._tried_at = float("-inf")
        self._refresh: asyncio.Task[None] | None = None
        self.failures = 0
        """Refreshes that failed since the last that did not."""

    @property
    def age_seconds(self) -> float:
        """How old the knowledge is: seconds since the last successful refresh was asked for."""
        return self._clock() - self._asked_at

    @property
    def latest(self) -> PolicySnapshot | None:
        """The snapshot last fetched, however old: to foresee a decision, never to make one."""
        return self._snapshot

    def fresh(self) -> PolicySnapshot | None:
        """Return the snapshot where nothing has to be waited for or refreshed, else None."""
        return self._snapshot if self.age_seconds < REFRESH_SECONDS else None

    async def current(self) -> PolicySnapshot:
        """Return the snapshot to decide by. Raises PolicyUnavailable where none is young enough."""
        fresh = self.fresh()
        if fresh is not None:
            return fresh
        age = self.age_seconds
        refresh = self._refresh
        if refresh is None and self._clock() - self._tried_at >= REFRESH_SECONDS:
            refresh = self._refresh = asyncio.create_task(self._renew())
        # While refreshes fail, requests go on with what is known instead of queueing behind a dead source.
        waits = age >= BINDING_SECONDS and (self.failures == 0 or self._snapshot is None)
        if refresh is not None and waits:
            await asyncio.wait([refresh], timeout=WAIT_SECONDS)
        if self._snapshot is not None and self.age_seconds < self._stale_seconds:
            return self._snapshot
        raise PolicyUnavailable("The service cannot decide on requests right now. Try again shortly.")

    async def settle(self) -> None:
        """Wait for a refresh under way: an environment that freezes must not freeze it half done."""
        if self._refresh is not None:
            await asyncio.wait([self._refresh], timeout=WAIT_SECONDS)

    async def _renew(self) -> None:
        asked_at = self._tried_at = self._clock()
        try:
            self._snapshot = await self._fetch_twice()
            self._asked_at = asked_at
            self.failures = 0
        except PolicyUnavailable as error:
            self.failures += 1
            log.warning("policy.refresh_failed", extra={"failures": self.failures, "reason": str(error)})
        finally:
            self._refresh = None

    async def _fetch_twice(self) -> PolicySnapshot:
        """Return what the first or, where it fails or lags, a second fetch brings, whichever is sooner."""
        fetches = [asyncio.create_task(self._source.fetch())]
        failure: PolicyUnavailable | None = None
        try:
            await asyncio.wait(fetches, timeout=AGAIN_SECONDS)
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
        raise failure or PolicyUnavailable("The policy was not fetched.")
