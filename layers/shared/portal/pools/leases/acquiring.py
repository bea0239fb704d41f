"""Acquiring and releasing a session of one group in the store, each usually by one call."""

from __future__ import annotations

from collections.abc import Callable

from portal.pools.leases import LEASE_SECONDS, GroupState, LeaseConflict, LeaseStore
from portal.pools.leases.calls import (
    Acquire,
    AcquiringCall,
    Ranks,
    TakeOver,
    first_call,
    limit_change,
    next_call,
)
from portal.pools.leases.groups import GroupLimits

RECENT_SECONDS = 1.0
"""How long the last state of a group tells where a session stands in its free list."""

AGREED_SECONDS = 30.0
"""How long a process that has seen its limits at the group accepts others there."""

MAX_CALLS = 8
"""Calls of one attempt to acquire or release: others may change the group between two of them."""


class GroupLeases:
    """One group, and what this process has seen of it last. ``elapsed`` and ``wall`` are in seconds."""

    def __init__(
        self, store: LeaseStore, limits: GroupLimits, elapsed: Callable[[], float], wall: Callable[[], float]
    ) -> None:
        self._limits = limits
        self.state: GroupState | None = None
        self._store = store
        self._name = limits.group
        self._elapsed = elapsed
        self._wall = wall
        self._seen_at = float("-inf")
        self._agreed_at = float("-inf")

    @property
    def limits(self) -> GroupLimits:
        """The limits by this process's policy."""
        return self._limits

    @limits.setter
    def limits(self, limits: GroupLimits) -> None:
        if limits.by_session != self._limits.by_session:
            self._agreed_at = float("-inf")
        self._limits = limits

    @property
    def now_ms(self) -> int:
        return int(self._wall() * 1000)

    @property
    def age_seconds(self) -> float:
        """Seconds since ``state`` was seen."""
        return self._elapsed() - self._seen_at

    async def acquire(self, lease: str, ranks: Ranks) -> str | None:
        """Return the session that ``lease`` has got, None if none of ``ranks`` is free.

        Raises LeaseStoreUnavailable.
        """
        remembered = () if self.state is None else self.state.free
        call: AcquiringCall | None = first_call(
            remembered, ranks, is_recent=self.age_seconds < RECENT_SECONDS
        )
        for _ in range(MAX_CALLS):
            if call is None:
                return None
            state = await self._send(lease, call)
            session = state.lease_session.get(lease)
            if self._has_other_limits(state):
                if session is not None:
                    await self.release(lease, session)
                state, session = await self._agree(state), None
            if session is not None:
                return session
            call = next_call(state, ranks, self.now_ms)
        return None

    async def renew(self, lease: str) -> None:
        """Raises LeaseConflict if the lease is gone, LeaseStoreUnavailable."""
        self._see(await self._store.renew(self._name, lease, ends_at=self._ends_at()))

    async def release(self, lease: str, session: str) -> None:
        """Release ``lease``; nothing happens if it is gone. Raises LeaseStoreUnavailable."""
        surplus: int | None = None
        for _ in range(MAX_CALLS):
            try:
                if surplus is None:
                    state = await self._store.release(self._name, lease, session=session)
                else:
                    state = await self._store.discard(self._name, lease, session=session, surplus=surplus)
            except LeaseConflict as conflict:
                state = conflict.state or GroupState()
                if state.lease_session.get(lease) == session:
                    surplus = state.surplus.get(session)
                    continue
            self._see(state)
            return

    async def reclaim(self, lease: str) -> bool:
        """Release a lease of which it is not known whether it was granted; return whether it was there.

        Raises LeaseStoreUnavailable.
        """
        state = await self._store.read(self._name)
        session = None if state is None else state.lease_session.get(lease)
        if session is None:
            return False
        await self.release(lease, session)
        return True

    async def _send(self, lease: str, call: AcquiringCall) -> GroupState:
        """Return the group's state after ``call``, whether or not that changed it."""
        store, group = self._store, self._name
        try:
            if isinstance(call, Acquire):
                state = await store.acquire(
                    group, lease, position=call.position, allowed=call.allowed, ends_at=self._ends_at()
                )
            elif isinstance(call, TakeOver):
                state = await store.take_over(
                    group,
                    lease,
                    expired=call.expired,
                    session=call.session,
                    now=self.now_ms,
                    ends_at=self._ends_at(),
                )
            else:
                state = await store.discard(
                    group, call.lease, session=call.session, surplus=call.surplus, ended_before=self.now_ms
                )
        except LeaseConflict as conflict:
            state = conflict.state or await self._create()
        return self._see(state)

    async def _create(self) -> GroupState:
        try:
            return await self._store.create(self._name, self.limits.by_session, self.limits.as_of)
        except LeaseConflict as conflict:
            return conflict.state or GroupState()

    def _has_other_limits(self, state: GroupState) -> bool:
        """Whether the group must get the limits of this process.

        A process does that when its own have changed, and else looks again every ``AGREED_SECONDS``: two that
        differ, because one has started before a new configuration, do not undo each other's at every request.
        Limits by a later policy than this process has are left alone.
        """
        now = self._elapsed()
        if now - self._agreed_at < AGREED_SECONDS or state.limits_as_of > self.limits.as_of:
            return False
        if state.limits == self.limits.by_session:
            self._agreed_at = now
            return False
        return True

    async def _agree(self, state: GroupState) -> GroupState:
        """Bring the group to the limits of this process; or leave it to the next request."""
        limits = self.limits
        for _ in range(MAX_CALLS):
            change = limit_change(state, limits.by_session, limits.as_of)
            if change is None:
                if limits.by_session == self.limits.by_session:
                    self._agreed_at = self._elapsed()
                break
            if state.limits_as_of > limits.as_of:
                break
            try:
                state = await self._store.change_limits(self._name, change)
            except LeaseConflict as conflict:
                state = conflict.state or await self._create()
        return self._see(state)

    def _see(self, state: GroupState) -> GroupState:
        self.state = state
        self._seen_at = self._elapsed()
        return state

    def _ends_at(self) -> int:
        return self.now_ms + round(LEASE_SECONDS * 1000)
