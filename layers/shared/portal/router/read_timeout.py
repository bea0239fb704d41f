"""One timer for all reads of a stream: a timer for each read would cost more than the read."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable


class ReadTimeout:
    """Calls ``on_timeout`` when a read lasts beyond its deadline. Times are those of the event loop.

    The timer is set anew only when a read's deadline is before it, or when it fired before the deadline.
    """

    def __init__(self, on_timeout: Callable[[], None]) -> None:
        self.expired = False
        self._on_timeout = on_timeout
        self._loop = asyncio.get_running_loop()
        self._deadline = math.inf
        self._fires_at = math.inf
        self._timer: asyncio.TimerHandle | None = None

    def start(self, deadline: float) -> None:
        """Start the timeout of a read."""
        self._deadline = deadline
        if deadline < self._fires_at:
            self._set(deadline)

    def pause(self) -> None:
        """End the timeout of a read that has returned."""
        self._deadline = math.inf

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _set(self, when: float) -> None:
        self.cancel()
        self._fires_at = when
        self._timer = self._loop.call_at(when, self._fire)

    def _fire(self) -> None:
        self._fires_at = math.inf
        if self._deadline is math.inf:
            # No read is waiting; the next one sets the timer.
            return
        if self._loop.time() < self._deadline:
            self._set(self._deadline)
            return
        self.expired = True
        self._on_timeout()
