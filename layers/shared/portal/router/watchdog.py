"""One timer for a whole series of waits, because a timer for each read would cost more than the read."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable


class Watchdog:
    """Calls ``bark`` when a wait lasts beyond the time it was given.

    A timer is only set anew when a wait must end before it rings, or when it has rung too early.
    """

    def __init__(self, bark: Callable[[], None]) -> None:
        self.barked = False
        self._bark = bark
        self._loop = asyncio.get_running_loop()
        self._until = math.inf
        self._rings_at = math.inf
        self._timer: asyncio.TimerHandle | None = None

    def wait_until(self, when: float) -> None:
        """A wait begins that may last until ``when``, in the loop's time."""
        self._until = when
        if when < self._rings_at:
            self._set(when)

    def rest(self) -> None:
        """The wait is over."""
        self._until = math.inf

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _set(self, when: float) -> None:
        self.stop()
        self._rings_at = when
        self._timer = self._loop.call_at(when, self._ring)

    def _ring(self) -> None:
        self._rings_at = math.inf
        if self._until is math.inf:
            # Nobody waits; the next wait sets the timer.
            return
        if self._loop.time() < self._until:
            self._set(self._until)
            return
        self.barked = True
        self._bark()
