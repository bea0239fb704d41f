"""The sessions that all environments share: acquired, renewed and released in the store, within bounds."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

from portal.pools.leases import (
    LEASE_SECONDS,
    RENEW_SECONDS,
    GroupState,
    LeaseConflict,
    LeaseStore,
    LeaseStoreBusy,
    LeaseStoreUnavailable,
)
from portal.pools.leases.acquiring import RECENT_SECONDS, GroupLeases
from portal.pools.leases.held_session import HeldSession
from portal.pools.leases.outage import LeaseOutage
from portal.pools.leases.wanted import WantedSessions

log = logging.getLogger(__name__)

STORE_SECONDS = 0.3
"""The longest that acquiring, renewing or releasing a session waits for the store."""

AGAIN_SECONDS = 2.0
"""When a lease is renewed or given back again after the store did not answer."""

SETTLE_SECONDS = 1.0
"""The longest that an environment waits for its releases before it may be frozen."""

MAX_GROUP_PLACES = 200
"""The largest sum of a group's limits in the store; a larger group is limited by each process. Every call
writes the whole item, and one item takes 1,000 KB of writes a second (docs/protocols/dynamodb.md,
"Leases")."""

_RELEASES = 2

_RECLAIM_AFTER_SECONDS = 0.05
_LATE_SECONDS = AGAIN_SECONDS
"""A call that nobody waits for any more may still be on its way: its lease is looked for this long."""


class SharedSessions:
    """``is_available`` tells whether to ask the store at all. ``elapsed`` and ``wall`` are in seconds."""

    def __init__(
        self,
        store: LeaseStore,
        outage: LeaseOutage,
        *,
        store_seconds: float,
        elapsed: Callable[[], float],
        wall: Callable[[], float],
    ) -> None:
        self._store = store
        self._outage = outage
        self._store_seconds = store_seconds
        self._elapsed = elapsed
        self._wall = wall
        self._groups: dict[str, GroupLeases] = {}
        self._background: set[asyncio.Task[None]] = set()

    def is_available(self, wanted: WantedSessions) -> bool:
        return not self._outage.is_active and sum(wanted.limits.by_session.values()) <= MAX_GROUP_PLACES

    def recent_state(self, group: str) -> GroupState | None:
        """Return the group as it was seen a moment ago, None if it was not."""
        leases = self._groups.get(group)
        return None if leases is None or leases.age_seconds > RECENT_SECONDS else leases.state

    async def acquire(
        self, wanted: WantedSessions, on_release: Callable[[HeldSession], None]
    ) -> HeldSession | None:
        """Return a session of ``wanted``, None if none is free or the store is busy.

        Raises LeaseStoreUnavailable in bounded time.

        A caller that is cancelled, or whose call has no answer, may have got a session all the same: that is
        released in the background.
        """
        group = self._group(wanted)
        lease = secrets.token_urlsafe(6)
        try:
            async with self._bounded():
                token = await group.acquire(lease, wanted.ranks)
        except LeaseStoreBusy:
            return None
        except BaseException:
            self._start(self._reclaim_soon(group, lease))
            raise
        if token is None:
            return None
        held = HeldSession(wanted.targets[token], wanted.group, token, lease, on_release)
        self._renew_after(held, RENEW_SECONDS)
        return held

    def release(self, held: HeldSession, done: Callable[[], None]) -> None:
        """Release a session in the background, and call ``done`` when it is free."""
        self._start(self._release(held, done))

    @property
    def is_settling(self) -> bool:
        return bool(self._background)

    async def settle(self) -> None:
        """Wait for what runs in the background: an environment that is frozen meanwhile would break it."""
        if self._background:
            await asyncio.wait(self._background, timeout=SETTLE_SECONDS)

    def _group(self, wanted: WantedSessions) -> GroupLeases:
        group = self._groups.get(wanted.group)
        if group is None:
            group = GroupLeases(self._store, wanted.limits, self._elapsed, self._wall)
            self._groups[wanted.group] = group
        group.limits = wanted.limits
        return group

    @asynccontextmanager
    async def _bounded(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._store_seconds):
                yield
        except TimeoutError:
            reason = f"no answer within {self._store_seconds} s"
            self._outage.begin(reason)
            raise LeaseStoreUnavailable(reason) from None
        except LeaseStoreUnavailable as error:
            self._outage.begin(str(error))
            raise

    async def _release(self, held: HeldSession, done: Callable[[], None]) -> None:
        assert held.lease is not None
        group = self._groups[held.group]
        for _ in range(_RELEASES):
            try:
                async with self._bounded():
                    await group.release(held.lease, held.token)
                break
            except (LeaseStoreUnavailable, LeaseStoreBusy):
                log.info("leases.release_failed")
        else:
            self._reclaim_later(group, held.lease, self._elapsed())
        done()

    async def _reclaim_soon(self, group: GroupLeases, lease: str) -> None:
        since = self._elapsed()
        await asyncio.sleep(_RECLAIM_AFTER_SECONDS)
        await self._reclaim(group, lease, since)

    async def _reclaim(self, group: GroupLeases, lease: str, since: float) -> None:
        """Give back a lease of which nobody knows whether it is there, and that may come only now."""
        seconds = _LATE_SECONDS
        try:
            async with asyncio.timeout(self._store_seconds):
                if await group.reclaim(lease):
                    return
        except (LeaseStoreUnavailable, LeaseStoreBusy, TimeoutError):
            log.info("leases.reclaim_failed")
            seconds = LEASE_SECONDS  # then it has ended by itself
        if self._elapsed() - since < seconds:
            self._reclaim_later(group, lease, since)

    def _reclaim_later(self, group: GroupLeases, lease: str, since: float) -> None:
        """Nothing waits for it: an environment that is frozen meanwhile goes on afterwards."""
        loop = asyncio.get_running_loop()
        loop.call_later(AGAIN_SECONDS, lambda: self._start(self._reclaim(group, lease, since)))

    def _renew_after(self, held: HeldSession, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        held.renewal = loop.call_later(seconds, lambda: self._start(self._renew(held)))

    async def _renew(self, held: HeldSession) -> None:
        assert held.lease is not None
        pause = RENEW_SECONDS
        try:
            async with self._bounded():
                await self._groups[held.group].renew(held.lease)
        except LeaseConflict:
            if not held.is_released:
                held.is_lost = True
                log.warning("leases.lost")
            return
        except (LeaseStoreUnavailable, LeaseStoreBusy):
            pause = AGAIN_SECONDS
        if not held.is_released:
            self._renew_after(held, pause)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
