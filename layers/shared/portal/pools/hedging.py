"""How many second attempts may run beside a first one."""

from __future__ import annotations

from collections.abc import Callable

from portal.web.elapsed import elapsed_seconds

HEDGED_SHARE = 0.05
"""Part of the recent requests of this process that may be hedged, besides one."""

WINDOW_SECONDS = 60.0


class _RecentCount:
    """Counts events of about the last ``WINDOW_SECONDS``: this window and a part of the one before."""

    __slots__ = ("_before", "_count", "_window")

    def __init__(self) -> None:
        self._window = 0
        self._count = 0
        self._before = 0

    def add(self, now: float) -> None:
        self._turn(int(now / WINDOW_SECONDS))
        self._count += 1

    def value(self, now: float) -> float:
        windows = now / WINDOW_SECONDS
        self._turn(int(windows))
        return self._count + self._before * (1.0 - (windows - int(windows)))

    def _turn(self, window: int) -> None:
        if window != self._window:
            self._before = self._count if window == self._window + 1 else 0
            self._window, self._count = window, 0


class HedgeBudget:
    """Bounds the calls that hedging adds: a pool that is slow altogether must not get twice the load."""

    def __init__(self, clock: Callable[[], float] = elapsed_seconds) -> None:
        self._clock = clock
        self._requests = _RecentCount()
        self._hedges = _RecentCount()

    def count_request(self) -> None:
        self._requests.add(self._clock())

    def take(self) -> bool:
        """Return whether one more request may be hedged now, and count it if so."""
        now = self._clock()
        if self._hedges.value(now) + 1 > 1 + HEDGED_SHARE * self._requests.value(now):
            return False
        self._hedges.add(now)
        return True
