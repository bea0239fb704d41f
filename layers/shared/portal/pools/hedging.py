"""How many second attempts may run beside a first one."""

from __future__ import annotations

HEDGED_SHARE = 0.05
"""Part of the requests of this process that may be hedged, besides the first."""

MAX_SAVED = 5.0
"""Hedges that many requests without one can save up: a pool that slows down altogether must not get twice
the load."""

FREE_SECONDS = 60.0
"""One hedge is free after so long without one, however few requests there were."""


class HedgeBudget:
    """Bounds the calls that hedging adds. Times are in seconds of the caller's clock."""

    def __init__(self) -> None:
        self._saved = 1.0
        self._taken_at = float("-inf")

    def count_request(self) -> None:
        if self._saved < MAX_SAVED:
            self._saved += HEDGED_SHARE

    def take(self, now: float) -> bool:
        """Return whether one more request may be hedged at ``now``, and count it if so."""
        if now - self._taken_at >= FREE_SECONDS:
            self._saved = max(self._saved, 1.0)
        if self._saved < 1.0:
            return False
        self._saved -= 1.0
        self._taken_at = now
        return True
