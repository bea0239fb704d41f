"""An event loop whose time jumps to the next timer, and environments that can be frozen in it.

A second of virtual time costs what its callbacks cost. All environments share the loop; each has a context,
which everything that runs for it inherits. While an environment is frozen, its callbacks and timers are kept
back, as on Lambda between two requests, and everybody else's go on.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Coroutine
from contextvars import Context, ContextVar, copy_context
from datetime import UTC, datetime
from typing import Any, TypeVar
from weakref import WeakSet

Result = TypeVar("Result")

EPOCH = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()
"""Unix seconds at which virtual time begins."""

_RESOLUTION_SECONDS = 1e-6

_environment: ContextVar[Freezable | None] = ContextVar("environment", default=None)


class VirtualTimeLoop(asyncio.BaseEventLoop):
    """Has no sockets: whoever opens one fails. Raises RuntimeError if nothing can ever happen again."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._numbers = 0
        self._callbacks: list[asyncio.Handle] = []
        self._environments: WeakSet[Freezable] = WeakSet()

    def time(self) -> float:
        return self._now

    def wall(self) -> float:
        """Return virtual unix seconds."""
        return EPOCH + self._now

    def call_soon(  # type: ignore[override]
        self, callback: Any, *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._callbacks.append(handle)
        return handle

    def call_at(  # type: ignore[override]
        self, when: float, callback: Any, *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        # A rest that is too small to change a float would be waited for again and again, at the same time.
        when = max(when, self._now + _RESOLUTION_SECONDS)
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        self._numbers += 1
        heapq.heappush(self._timers, (when, self._numbers, timer))
        return timer

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Any, *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self._now + delay, callback, *args, context=context)

    def resume(self, environment: Freezable) -> None:
        """Run what was kept back while ``environment`` was frozen, and all that comes."""
        self._environments.add(environment)
        environment.is_frozen = False
        self._callbacks.extend(environment.kept_back)
        environment.kept_back.clear()

    def resume_all(self) -> None:
        for environment in self._environments:
            self.resume(environment)

    def _run_once(self) -> None:
        if not self._callbacks:
            self._jump()
        while self._timers and self._timers[0][0] <= self._now:
            self._callbacks.append(heapq.heappop(self._timers)[2])
        ready, self._callbacks = self._callbacks, []
        for handle in ready:
            if handle.cancelled():
                continue
            environment = handle._context.get(_environment)  # type: ignore[attr-defined]
            if environment is not None and environment.is_frozen:
                environment.kept_back.append(handle)
            else:
                handle._run()

    def _jump(self) -> None:
        while self._timers and self._timers[0][2].cancelled():
            heapq.heappop(self._timers)
        if not self._timers:
            if self._stopping:  # type: ignore[attr-defined]
                return
            raise RuntimeError("Everybody waits, and nothing is left that could happen.")
        self._now = max(self._now, self._timers[0][0])

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Cancelled timers are dropped when their time comes."""

    def _process_events(self, event_list: Any) -> None:
        raise NotImplementedError

    def _write_to_self(self) -> None:
        """Nobody else has to be woken: virtual time has one thread."""


class Freezable:
    """What belongs to one environment: run its work in ``context``."""

    def __init__(self) -> None:
        self.is_frozen = False
        self.kept_back: list[asyncio.Handle] = []
        self.context = copy_context()
        self.context.run(_environment.set, self)

    def freeze(self) -> None:
        self.is_frozen = True

    def thaw(self) -> None:
        """Go on: what was due meanwhile runs at once."""
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualTimeLoop)
        loop.resume(self)

    def task(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Run ``work`` for the environment."""
        return asyncio.get_running_loop().create_task(work, context=self.context.copy())


def is_in_environment() -> bool:
    """Return whether the caller works for an environment, and not for the pool monitor or a client."""
    return _environment.get() is not None


def virtual_seconds() -> float:
    return asyncio.get_running_loop().time()


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run ``work`` to its end in virtual time, and cancel what is left."""
    loop = VirtualTimeLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        try:
            return runner.run(work)
        finally:
            loop.resume_all()
