"""Stopping the work on a request when its client has gone or its time is up."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from portal.errors import DeadlineExceeded
from portal.web.body import ClientGone
from portal.web.types import Receive


class RequestGuard:
    """``async with RequestGuard(receive, seconds):`` raises ClientGone or DeadlineExceeded out of the block.

    Enter it after the body has been read: from then on ``receive`` only ever says ``http.disconnect``.
    Under Lambda a disconnect is not visible and ``receive`` blocks. One guard for both ends, because every
    request needs both: ``asyncio.timeout`` alone costs as much as all of this.
    """

    __slots__ = ("_raises", "_receive", "_seconds", "_timer", "_watched", "_watcher")

    def __init__(self, receive: Receive, seconds: float) -> None:
        self._receive = receive
        self._seconds = seconds
        self._raises: Exception | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        watched = asyncio.current_task()
        assert watched is not None
        self._watched: asyncio.Task[object] = watched
        self._timer = loop.call_later(self._seconds, self._time_is_up)
        self._watcher = loop.create_task(self._watch())
        return self

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._stop(ClientGone())

    def _time_is_up(self) -> None:
        self._stop(
            DeadlineExceeded(
                f"The request took longer than the {self._seconds:.0f} seconds it may take.",
                hint="Ask for fewer tokens, or stream the answer.",
            )
        )

    def _stop(self, reason: Exception) -> None:
        if self._raises is None:
            self._raises = reason
            self._watched.cancel()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._watcher.cancel()
        # A task that ends cancelled keeps its traceback, and that this guard: were the task kept here, each
        # request would leave a cycle of 20 objects to the garbage collector.
        del self._watcher
        # Our own cancellation is answered here; one from outside still counts.
        if self._raises is None or self._watched.uncancel() > 0:
            return
        if isinstance(error, asyncio.CancelledError):
            raise self._raises from None
