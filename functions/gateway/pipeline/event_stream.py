"""Writes a server-sent event stream: a delayed start, keep-alives, and no regular end after an error."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from functions.gateway.dialects import StreamFrames
from functions.gateway.pipeline.http_response import raw
from portal.web.types import Send

_STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-store"),
    # nginx and similar proxies then forward each event at once.
    (b"x-accel-buffering", b"no"),
]


class EventStream:
    """Sends the response head only with the first frame.

    So a router that fails before its first text still gives the client an HTTP error. After ``idle_seconds``
    of silence the stream starts with a keep-alive, and sends another one whenever it is silent for that long
    again, because proxies close idle connections (after 30 s at an edge, 5 min at a regional gateway).
    """

    def __init__(
        self, send: Send, frames: StreamFrames, headers: Iterable[tuple[str, str]], idle_seconds: float
    ) -> None:
        self.started = False
        self._send = send
        self._frames = frames
        self._headers = headers
        self._idle_seconds = idle_seconds
        self._loop = asyncio.get_running_loop()
        self._written_at = self._loop.time()
        self._timer = self._loop.call_later(idle_seconds, self._on_timer)
        self._keep_alive: asyncio.Task[None] | None = None
        self._writing = False

    async def write(self, frames: bytes) -> None:
        self._writing = True
        await self._wait_for_keep_alive()
        await self._write(frames)
        self._writing = False

    async def finish(self, frames: bytes) -> None:
        """Send the last frames and complete the response."""
        self._timer.cancel()
        await self._wait_for_keep_alive()
        if not self.started:
            frames = await self._start() + frames
        await self._send({"type": "http.response.body", "body": frames})

    def close(self) -> None:
        """Stop the keep-alives. A response that was not finished stays incomplete."""
        self._timer.cancel()
        if self._keep_alive is not None:
            self._keep_alive.cancel()

    @property
    def is_blocked(self) -> bool:
        """Whether a write waits for the client, or was cancelled while it did."""
        return self._writing

    async def _write(self, frames: bytes) -> None:
        if not self.started:
            frames = await self._start() + frames
        self._written_at = self._loop.time()
        await self._send({"type": "http.response.body", "body": frames, "more_body": True})

    async def _start(self) -> bytes:
        self.started = True
        headers = [*_STREAM_HEADERS, *raw(self._headers)]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        return self._frames.start()

    async def _wait_for_keep_alive(self) -> None:
        """Wait until a keep-alive is written, so that frames do not interleave."""
        keep_alive, self._keep_alive = self._keep_alive, None
        if keep_alive is not None:
            await keep_alive

    def _on_timer(self) -> None:
        silent = self._loop.time() - self._written_at
        if silent >= self._idle_seconds * 0.999:
            silent = 0.0
            # A write that a slow client blocks is no silence, and one keep-alive at a time is enough.
            if not self._writing and (self._keep_alive is None or self._keep_alive.done()):
                self._keep_alive = self._loop.create_task(self._write(self._frames.keep_alive))
        self._timer = self._loop.call_later(self._idle_seconds - silent, self._on_timer)
