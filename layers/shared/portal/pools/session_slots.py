"""The slots of sessions with a limit: acquiring one for a request, and waiting until one is free."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable
from types import TracebackType

from portal.errors import PoolSaturated
from portal.pools import SessionLimits, Target


def pool_saturated() -> PoolSaturated:
    return PoolSaturated(
        "Every session of this model is busy.", hint="Try again in a second.", retry_after=1.0
    )


class _Slots:
    """The slots of one session and the requests that wait for one, first come, first served."""

    __slots__ = ("leased", "limit", "waiters")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.leased = 0
        self.waiters: deque[asyncio.Future[None]] = deque()

    @property
    def is_full(self) -> bool:
        return self.leased >= self.limit

    def release(self) -> None:
        """Free one slot, or hand it to the request that has waited longest."""
        while self.waiters:
            waiter = self.waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
        self.leased -= 1

    async def acquire(self, seconds: float) -> None:
        """Wait for a slot and acquire it. Raises PoolSaturated after ``seconds``."""
        waiter = asyncio.get_running_loop().create_future()
        self.waiters.append(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except BaseException as error:
            if waiter.done() and not waiter.cancelled():
                self.release()
            if isinstance(error, TimeoutError):
                raise pool_saturated() from None
            raise


class SessionLease:
    """A slot of one session, acquired and released by a ``with`` block.

    ``async with`` waits up to the configured time for a free slot, ``with`` does not wait; both raise
    PoolSaturated. A session without a limit always has a free slot.
    """

    __slots__ = ("_slots", "_wait_seconds")

    def __init__(self, slots: _Slots | None, wait_seconds: float) -> None:
        self._slots = slots
        self._wait_seconds = wait_seconds

    def __enter__(self) -> None:
        slots = self._slots
        if slots is None:
            return
        if slots.is_full:
            self._slots = None
            raise pool_saturated()
        slots.leased += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._slots is not None:
            self._slots.release()

    async def __aenter__(self) -> None:
        slots = self._slots
        if slots is not None and slots.is_full and self._wait_seconds > 0:
            await slots.acquire(self._wait_seconds)
        else:
            self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)


class SessionSlots:
    """The slots of all sessions with a limit, counted in this process only."""

    def __init__(self, limits: SessionLimits, *, wait_seconds: float = 0.0) -> None:
        self._limits = limits
        self._wait_seconds = wait_seconds
        self._by_session: dict[Hashable, _Slots] = {}

    @property
    def may_wait(self) -> bool:
        return self._wait_seconds > 0

    def lease(self, target: Target) -> SessionLease:
        return SessionLease(self._slots(target), self._wait_seconds)

    def load(self, target: Target) -> float:
        """Return leased and awaited slots over the limit: below 1 a slot is free."""
        slots = self._slots(target)
        return 0.0 if slots is None else (slots.leased + len(slots.waiters)) / slots.limit

    def _slots(self, target: Target) -> _Slots | None:
        limit = self._limits.of(target)
        if limit is None:
            return None
        # Several routers may lead to the same session.
        key: Hashable = target.url if target.session_id is None else target.session_id
        slots = self._by_session.get(key)
        if slots is None:
            slots = self._by_session[key] = _Slots(limit)
        return slots
