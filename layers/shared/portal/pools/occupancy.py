"""How many requests run on each session, and waiting for a free place where the number is limited."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable
from types import TracebackType

from portal.errors import PoolSaturated
from portal.pools import SessionLimits, Target


def saturated() -> PoolSaturated:
    return PoolSaturated(
        "All places for this model are taken at the moment.", hint="Try again in a second.", retry_after=1.0
    )


class _Place:
    """One session's running requests and those that wait, first come first served."""

    __slots__ = ("limit", "running", "waiting")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.running = 0
        self.waiting: deque[asyncio.Future[None]] = deque()

    @property
    def is_full(self) -> bool:
        return self.running >= self.limit

    def leave(self) -> None:
        """Free one place, or hand it to who waits longest."""
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self.running -= 1

    async def wait(self, seconds: float) -> None:
        """Return with a place taken. Raises PoolSaturated after ``seconds``."""
        turn = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.leave()
            if isinstance(error, TimeoutError):
                raise saturated() from None
            raise


class Lease:
    """A place on one session for as long as the block runs.

    ``async with`` waits for a free one up to the configured time, ``with`` not at all; both raise
    PoolSaturated. A session without a limit always has one.
    """

    __slots__ = ("_place", "_wait_seconds")

    def __init__(self, place: _Place | None, wait_seconds: float) -> None:
        self._place = place
        self._wait_seconds = wait_seconds

    def __enter__(self) -> None:
        place = self._place
        if place is None:
            return
        if place.is_full:
            self._place = None
            raise saturated()
        place.running += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._place is not None:
            self._place.leave()

    async def __aenter__(self) -> None:
        place = self._place
        if place is not None and place.is_full and self._wait_seconds > 0:
            await place.wait(self._wait_seconds)
        else:
            self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)


class Occupancy:
    """The places of all limited sessions, counted in this process only."""

    def __init__(self, limits: SessionLimits, *, wait_seconds: float = 0.0) -> None:
        self._limits = limits
        self._wait_seconds = wait_seconds
        self._places: dict[Hashable, _Place] = {}

    @property
    def may_wait(self) -> bool:
        return self._wait_seconds > 0

    def lease(self, target: Target) -> Lease:
        return Lease(self._place(target), self._wait_seconds)

    def load(self, target: Target) -> float:
        """Return how full ``target`` is: below 1 there is room, beyond it some wait."""
        place = self._place(target)
        return 0.0 if place is None else (place.running + len(place.waiting)) / place.limit

    def _place(self, target: Target) -> _Place | None:
        limit = self._limits.of(target)
        if limit is None:
            return None
        # A session is one even where several routers lead to it.
        key: Hashable = target.url if target.session_id is None else target.session_id
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = _Place(limit)
        return place
