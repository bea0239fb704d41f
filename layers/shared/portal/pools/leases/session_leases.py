"""Leasing a session for a request: of all environments from the store, else within this process."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterable, Sequence

from portal.policy import PolicySnapshot
from portal.pools import PoolMap, Target
from portal.pools.leases import LeaseStore, LeaseStoreUnavailable
from portal.pools.leases.held_session import EarlyHold, HeldSession, SessionLease
from portal.pools.leases.limits import CurrentLimits
from portal.pools.leases.outage import LeaseOutage, LeaseOutageLog
from portal.pools.leases.process_places import ProcessPlaces
from portal.pools.leases.shared_sessions import SETTLE_SECONDS, STORE_SECONDS, SharedSessions
from portal.pools.leases.waiting import WaitingLine, WaitingLines, poll_seconds, retry_after_seconds
from portal.pools.leases.wanted import WantedSessions, wanted_sessions
from portal.pools.saturation import pool_saturated
from portal.web.elapsed import elapsed_seconds


class SessionLeases:
    """The leases of one process. ``store`` None: each process limits sessions by itself.

    ``wait_seconds`` is how long a request may wait for a free session unless it says otherwise,
    ``store_seconds`` how long acquiring or releasing one waits for the store. ``on_outage`` is told why the
    store is left alone, once per cooldown. ``elapsed`` and ``wall`` are in seconds.
    """

    def __init__(
        self,
        pools: PoolMap,
        store: LeaseStore | None = None,
        *,
        wait_seconds: float = 0.0,
        store_seconds: float = STORE_SECONDS,
        on_outage: Callable[[str], None] | None = None,
        elapsed: Callable[[], float] = elapsed_seconds,
        wall: Callable[[], float] = time.time,
        rng: random.Random | None = None,
    ) -> None:
        self._limits = CurrentLimits(pools)
        self._wait_seconds = wait_seconds
        outage = LeaseOutage(on_outage or LeaseOutageLog("gateway"), elapsed)
        self._shared = (
            None
            if store is None
            else SharedSessions(store, outage, store_seconds=store_seconds, elapsed=elapsed, wall=wall)
        )
        self._wall = wall
        self._rng = rng or random.Random()  # noqa: S311 (spreads polls, protects nothing)
        self._places = ProcessPlaces()
        self._lines = WaitingLines()
        self._early: set[asyncio.Task[HeldSession | None]] = set()

    def update(self, snapshot: PolicySnapshot) -> None:
        """Take the limits that operators have set, from the policy that requests are admitted by."""
        self._limits.update(snapshot)

    @property
    def have_limits(self) -> bool:
        """Whether any session has a limit."""
        return self._limits.exist

    def is_limited(self, target: Target) -> bool:
        """Return whether a request needs a lease for the target."""
        return self._limits.of(target) is not None

    def are_full(self, targets: Iterable[Target]) -> bool:
        """Return whether it is certain that no target has a free session: only without a store."""
        return self._shared is None and all(self.load(target) >= 1 for target in targets)

    def load(self, target: Target) -> float:
        """Return the share of the target's session that is taken, as this process has seen it last.

        0 without a limit; below 1 a place may be free.
        """
        session = self._limits.of(target)
        if session is None:
            return 0.0
        used = self._places.used(session.token)
        state = None if self._shared is None else self._shared.recent_state(session.group.group)
        if state is not None:
            used = max(used, session.limit - list(state.free).count(session.token))
        return used / session.limit

    def lease(
        self,
        candidates: Sequence[Target],
        *,
        as_good: int | None = None,
        held: EarlyHold | None = None,
        wait_seconds: float | None = None,
    ) -> SessionLease:
        """Return an ``async with`` block that holds a session of ``candidates``, and gets its target.

        ``candidates`` are in order of preference (at least one); the first ``as_good`` of them (None: all)
        are as good as each other, the rest are used if none of those is free. ``held`` is a session that the
        request has got early; it is released if it is none of ``candidates``. Entering raises PoolSaturated
        after ``wait_seconds`` (None: as configured).
        """
        wanted = wanted_sessions(self._limits, candidates, as_good)
        if wanted is None and held is None:
            return SessionLease(candidates[0], None)
        seconds = self._wait_seconds if wait_seconds is None else wait_seconds

        async def acquire() -> HeldSession | None:
            nothing_was_free = False
            if held is not None:
                session = await held.held()
                if session is not None and session.target in candidates:
                    return session
                nothing_was_free = session is None
                held.release()
            if wanted is None:
                return None
            return await self._acquire(wanted, seconds, nothing_was_free=nothing_was_free)

        return SessionLease(candidates[0], acquire)

    def hold_early(self, candidates: Sequence[Target], *, as_good: int | None = None) -> EarlyHold | None:
        """Begin to acquire a session of ``candidates`` for a request that may be refused yet.

        It does not wait for one. None if none is needed, if others wait already, and without a store, which
        is what takes time. The caller releases it, also if it is handed to ``lease``.
        """
        wanted = wanted_sessions(self._limits, candidates, as_good)
        if wanted is None or self._shared is None or self._lines.of(wanted):
            return None
        acquiring = asyncio.get_running_loop().create_task(self._try(wanted))
        self._early.add(acquiring)
        acquiring.add_done_callback(self._early.discard)
        return EarlyHold(acquiring)

    @property
    def is_settling(self) -> bool:
        """Whether ``settle`` has to wait for anything."""
        return bool(self._early) or (self._shared is not None and self._shared.is_settling)

    async def settle(self) -> None:
        """Wait until sessions that were released are free: the environment may be frozen after it."""
        if self._early:
            await asyncio.wait(self._early, timeout=SETTLE_SECONDS)
        if self._shared is not None:
            await self._shared.settle()

    async def _acquire(
        self, wanted: WantedSessions, wait_seconds: float, *, nothing_was_free: bool
    ) -> HeldSession | None:
        """Return None if a target without a limit is to be used. ``nothing_was_free`` a moment ago."""
        line = self._lines.of(wanted)
        held = None if line or (nothing_was_free and wait_seconds > 0) else await self._try(wanted)
        if held is not None:
            return held
        if wanted.unlimited is not None:
            return HeldSession(wanted.unlimited, wanted.group, "", None, lambda _: None)
        if wait_seconds > 0:
            held = await self._wait(wanted, line, wait_seconds)
        if held is None:
            shared = self._shared
            state = shared.recent_state(wanted.group) if shared and shared.is_available(wanted) else None
            raise pool_saturated(retry_after_seconds(state, wanted.tokens, int(self._wall() * 1000)))
        return held

    async def _wait(
        self, wanted: WantedSessions, line: WaitingLine, wait_seconds: float
    ) -> HeldSession | None:
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + wait_seconds
        with line.join() as place:
            while (left := ends_at - loop.time()) > 0:
                poll = poll_seconds(wait_seconds - left, wait_seconds, self._rng)
                await place.wait(min(left, poll) if place.is_first else left)
                if place.is_first:
                    held = await self._try(wanted)
                    if held is not None:
                        return held
        return None

    async def _try(self, wanted: WantedSessions) -> HeldSession | None:
        """Acquire a session without waiting for one; within this process if the store cannot be asked."""
        shared = self._shared
        if shared is not None and shared.is_available(wanted):
            left = wanted.without(self._places.full(wanted))
            try:
                held = await shared.acquire(left, self._released) if left.ranks else None
            except LeaseStoreUnavailable:
                pass
            else:
                if held is not None:
                    self._places.take(held.token, is_shared=True)
                return held
        token = self._places.first_free(wanted)
        if token is None:
            return None
        self._places.take(token, is_shared=False)
        return HeldSession(wanted.targets[token], wanted.group, token, None, self._released)

    def _released(self, held: HeldSession) -> None:
        is_shared = held.lease is not None
        self._places.give_back(held.token, is_shared=is_shared)
        if is_shared and not held.is_lost and self._shared is not None:
            self._shared.release(held, lambda: self._lines.wake(held.group))
        else:
            self._lines.wake(held.group)
