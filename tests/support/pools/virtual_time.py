"""An event loop whose time passes at once: hours of many environments in seconds."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

START = 1_800_000_000.0
"""The wall clock at the start, in seconds."""


class _TimeSelector(selectors.SelectSelector):
    """Where a loop would wait for a timer, its time passes instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """Whenever nothing is left to do at a moment, the next timer's moment comes. No I/O."""

    def __init__(self) -> None:
        self._clock = _TimeSelector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now

    def wall(self) -> float:
        return START + self._clock.now


def run_in_virtual_time(work: Coroutine[Any, Any, Result]) -> Result:
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(work)


def virtual_clock() -> VirtualTimeLoop:
    """Return the running loop: its ``time`` and ``wall`` are clocks in seconds."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    return loop
