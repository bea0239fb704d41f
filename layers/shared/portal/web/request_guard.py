"""Stops the work on a request when its client disconnects or its time limit passes."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from portal.errors import DeadlineExceeded
from portal.web.body import ClientDisconnected
from portal.web.types import Receive


class RequestGuard:
    """``async with RequestGuard(receive, seconds)`` raises ClientDisconnected or DeadlineExceeded.

    Enter it after the body has been read: from then on ``receive`` returns only ``http.disconnect``. In
    Lambda a disconnect is not visible and ``receive`` blocks. ``receive`` None: the work goes on without its
    client. One guard does both because every request needs both: ``asyncio.timeout`` alone costs as much as
    the whole guard.
    """

    __slots__ = ("_error", "_receive", "_seconds", "_task", "_timer", "_watcher")

    def __init__(self, receive: Receive | None, seconds: float) -> None:
        self._receive = receive
        self._seconds = seconds
        self._error: Exception | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        assert task is not None
        self._task: asyncio.Task[object] = task
        self._timer = loop.call_later(self._seconds, self._expire)
        receive = self._receive
        self._watcher = None if receive is None else loop.create_task(self._watch(receive))
        return self

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.stop(ClientDisconnected())

    def _expire(self) -> None:
        self.stop(
            DeadlineExceeded(
                f"The request exceeded the limit of {self._seconds:.0f} seconds.",
                hint="Request fewer tokens, or stream the response.",
            )
        )

    def stop(self, error: Exception) -> None:
        """Cancel the work and raise ``error`` in its place. The first of several errors counts."""
        if self._error is None:
            self._error = error
            self._task.cancel()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
        # A cancelled task keeps its traceback, which refers to this guard. With a reference from the guard to
        # the task, each request would leave a cycle of 20 objects to the garbage collector.
        del self._watcher
        # The guard's own cancellation ends here; a cancellation from outside still propagates.
        if self._error is None or self._task.uncancel() > 0:
            return
        if isinstance(error, asyncio.CancelledError):
            raise self._error from None
