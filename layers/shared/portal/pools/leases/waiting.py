"""Waiting for a free session: in order of arrival within a process, by polling across processes."""

from __future__ import annotations

import asyncio
import math
import random
from collections import deque
from types import TracebackType
from typing import Self

from portal.pools.leases import GroupState
from portal.pools.leases.wanted import WantedSessions

FIRST_POLL_SECONDS, SECOND_POLL_SECONDS, NEXT_POLL_SECONDS = 0.08, 0.1, 0.14
"""Between the polls of a request. At half utilisation two polls find what nearly all requests wait for; more
would cost calls, fewer a longer wait."""

LAST_POLL_SECONDS = 0.08
"""The same in the second half of its time: the longest waiting polls most often, so that it usually finds a
free session before one that came later."""

_MAX_LINES = 32

MIN_RETRY_SECONDS, MAX_RETRY_SECONDS = 1, 5
"""Bounds of a Retry-After: a lease usually ends long before its time, when its request does."""


def poll_seconds(waited: float, wait_seconds: float, rng: random.Random) -> float:
    """Return the time until the next poll of a request that may wait ``wait_seconds`` in total."""
    if waited > wait_seconds / 2:
        seconds = LAST_POLL_SECONDS
    elif waited < FIRST_POLL_SECONDS / 2:
        seconds = FIRST_POLL_SECONDS
    elif waited < FIRST_POLL_SECONDS + SECOND_POLL_SECONDS / 2:
        seconds = SECOND_POLL_SECONDS
    else:
        seconds = NEXT_POLL_SECONDS
    return seconds * rng.uniform(0.9, 1.1)


def retry_after_seconds(state: GroupState | None, sessions: frozenset[str], now_ms: int) -> float:
    """Return the whole seconds until the first lease on one of ``sessions`` ends, as the group was seen."""
    ends: list[int] = []
    if state is not None:
        leases = state.lease_session.items()
        ends = [state.lease_end[lease] for lease, session in leases if session in sessions]
    seconds = math.ceil((min(ends) - now_ms) / 1000) if ends else MIN_RETRY_SECONDS
    return float(min(max(seconds, MIN_RETRY_SECONDS), MAX_RETRY_SECONDS))


class WaitingLine:
    """The requests of one process that wait for the same sessions, first come, first served.

    Only the first of them asks for a free session.
    """

    def __init__(self) -> None:
        self._places: deque[WaitingPlace] = deque()

    def __len__(self) -> int:
        return len(self._places)

    def join(self) -> WaitingPlace:
        """Return a place at the end; enter it with a ``with`` block."""
        return WaitingPlace(self._places)

    def wake(self) -> None:
        """Let the first request ask at once: a session was released in this process."""
        if self._places:
            self._places[0].turn.set()


class WaitingPlace:
    def __init__(self, places: deque[WaitingPlace]) -> None:
        self._places = places
        self.turn = asyncio.Event()

    def __enter__(self) -> Self:
        self._places.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        was_first = self.is_first
        self._places.remove(self)
        if was_first and self._places:
            self._places[0].turn.set()

    @property
    def is_first(self) -> bool:
        return self._places[0] is self

    async def wait(self, seconds: float) -> None:
        """Return after ``seconds``, or earlier if this place has become the first or was woken."""
        try:
            async with asyncio.timeout(seconds):
                await self.turn.wait()
        except TimeoutError:
            return
        self.turn.clear()


class WaitingLines:
    """The lines of one process: of each group one for each set of sessions that requests wait for."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[frozenset[str], WaitingLine]] = {}

    def of(self, wanted: WantedSessions) -> WaitingLine:
        lines = self._lines.setdefault(wanted.group, {})
        line = lines.get(wanted.tokens)
        if line is None:
            if len(lines) >= _MAX_LINES:
                lines = self._lines[wanted.group] = {key: kept for key, kept in lines.items() if kept}
            line = lines[wanted.tokens] = WaitingLine()
        return line

    def wake(self, group: str) -> None:
        """Let the first request of each line ask at once: a session was released in this process."""
        for line in self._lines.get(group, {}).values():
            line.wake()
