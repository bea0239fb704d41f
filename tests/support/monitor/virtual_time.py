"""An event loop whose clock jumps to the next timer, so minutes pass in milliseconds. Without sockets."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")

EPOCH = 1_800_000_000.0
"""What the wall clock shows when a virtual loop starts."""


class _AdvancingSelector(selectors.SelectSelector):
    """Waits for nothing: the time that it would have waited for passes at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout > 0:
            self.now += timeout
        return super().select(0)


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._advancing = _AdvancingSelector()
        super().__init__(self._advancing)

    def time(self) -> float:
        return self._advancing.now


def wall() -> float:
    """Return the time of the running loop as unix seconds."""
    return EPOCH + asyncio.get_running_loop().time()


def elapsed() -> float:
    return asyncio.get_running_loop().time()


def run_in_virtual_time(main: Coroutine[Any, Any, _T]) -> _T:
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(main)
