"""The slots of sessions with a limit: acquiring one for a request, and waiting until one is free."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from types import TracebackType

from portal.errors import PoolSaturated
from portal.pools import SessionLimits, Target

SATURATED_RETRY_SECONDS = 1.0
"""When a client should retry whom no busy target told how long it is busy."""


def pool_saturated(retry_after: float = SATURATED_RETRY_SECONDS) -> PoolSaturated:
    return PoolSaturated(
        "Every session of this model is busy.", hint="Try again in a moment.", retry_after=retry_after
    )


class _Slots:
    """The slots of one session and the requests that wait for one, first come, first served.

    A request waits for any of several sessions, so that its waiter may be in the queues of all of them.
    """

    __slots__ = ("leased", "limit", "waiters")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.leased = 0
        self.waiters: deque[_Waiter] = deque()

    @property
    def is_full(self) -> bool:
        return self.leased >= self.limit

    def release(self) -> None:
        """Free one slot, or hand it to the request that has waited longest."""
        while self.waiters and self.leased <= self.limit:
            waiter = self.waiters.popleft()
            if not waiter.done():
                waiter.set_result(self)
                return
        self.leased -= 1


_Waiter = asyncio.Future[_Slots]


class SessionLease:
    """A slot of the first candidate that has a free one, acquired and released by an ``async with`` block.

    The block gets that candidate. A session without a limit always has a free slot. Raises PoolSaturated if
    none becomes free in ``wait_seconds``.
    """

    __slots__ = ("_candidates", "_slots", "_wait_seconds")

    def __init__(self, candidates: Sequence[tuple[Target, _Slots | None]], wait_seconds: float) -> None:
        self._candidates = candidates
        self._wait_seconds = wait_seconds
        self._slots: _Slots | None = None

    async def __aenter__(self) -> Target:
        for target, slots in self._candidates:
            if slots is None:
                return target
            if not slots.is_full:
                slots.leased += 1
                self._slots = slots
                return target
        if self._wait_seconds <= 0 or not self._candidates:
            raise pool_saturated()
        slots = self._slots = await self._acquired()
        return next(target for target, offered in self._candidates if offered is slots)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._slots is not None:
            self._slots.release()

    async def _acquired(self) -> _Slots:
        """Wait for a slot, acquire it and return its session. Raises PoolSaturated."""
        waiter: _Waiter = asyncio.get_running_loop().create_future()
        queues = [slots.waiters for _, slots in self._candidates if slots is not None]
        for queue in queues:
            queue.append(waiter)
        try:
            async with asyncio.timeout(self._wait_seconds):
                return await waiter
        except BaseException as error:
            if waiter.done() and not waiter.cancelled():
                waiter.result().release()
            if isinstance(error, TimeoutError):
                raise pool_saturated() from None
            raise
        finally:
            for queue in queues:
                if waiter in queue:
                    queue.remove(waiter)


class SessionSlots:
    """The slots of all sessions with a limit, counted in this process only."""

    def __init__(self, limits: SessionLimits) -> None:
        self._limits = limits
        self._by_session: dict[Hashable, _Slots] = {}
        self._set: Mapping[Hashable, int] = {}

    def lease(self, candidates: Sequence[Target], wait_seconds: float) -> SessionLease:
        return SessionLease([(target, self._slots(target)) for target in candidates], wait_seconds)

    def load(self, target: Target) -> float:
        """Return leased and awaited slots over the limit: below 1 a slot is free."""
        slots = self._slots(target)
        return 0.0 if slots is None else (slots.leased + len(slots.waiters)) / slots.limit

    def are_full(self, targets: Iterable[Target]) -> bool:
        """Return whether no target has a free slot."""
        return all(self.load(target) >= 1 for target in targets)

    def set_limits(self, limits: Mapping[Hashable, int]) -> None:
        """Apply what operators have set, by ``session_key``, in place of the configured limits."""
        self._set = limits

    def _slots(self, target: Target) -> _Slots | None:
        key = session_key(target)
        limit = self._set.get(key) or self._limits.of(target)
        if limit is None:
            return None
        slots = self._by_session.get(key)
        if slots is None:
            slots = self._by_session[key] = _Slots(limit)
        slots.limit = limit
        return slots


def session_key(target: Target) -> Hashable:
    """Return what a limit counts by. Several routers may lead to the same session."""
    return target.url if target.session_id is None else target.session_id
