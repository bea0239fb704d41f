"""The clock for promises made in seconds: it goes on while the environment is frozen.

Lambda freezes an environment between requests. The monotonic clock may stand still meanwhile, the wall clock
is right again afterwards (docs/protocols/lambda-runtime.md, "Frozen environments"). Work inside one
invocation is measured by ``time.monotonic`` and ``time.perf_counter``: no environment is frozen during one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

UNKNOWN_SECONDS = 86_400.0
"""What counts as passed when the wall clock stepped back: more than anything is kept for."""

_STEP_SECONDS = 0.25
_MAX_SLEW = 0.001
"""A clock that is being adjusted runs up to 500 ppm slow; that is no step."""

_JITTER_SECONDS = 0.001
"""Between two readings, a clock that was only adjusted is never further behind."""


class ElapsedClock:
    """Seconds from an arbitrary start: between two calls, the longer of the monotonic and the wall clock.

    If the wall clock stepped back, nobody knows how long the environment was frozen, so ``UNKNOWN_SECONDS``
    are added: whatever has an age is stale. Thread-safe.
    """

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._read_monotonic = monotonic
        self._read_wall = wall
        self._lock = threading.Lock()
        self._monotonic = monotonic()
        self._wall = wall()
        self._elapsed = self._monotonic

    def __call__(self) -> float:
        with self._lock:
            monotonic, wall = self._read_monotonic(), self._read_wall()
            by_monotonic, by_wall = monotonic - self._monotonic, wall - self._wall
            self._monotonic, self._wall = monotonic, wall
            if by_wall < max(by_monotonic * (1 - _MAX_SLEW) - _STEP_SECONDS, -_JITTER_SECONDS):
                self._elapsed += UNKNOWN_SECONDS
            self._elapsed += max(by_monotonic, by_wall, 0.0)
            return self._elapsed


elapsed_seconds = ElapsedClock()
"""The clock of this process."""
