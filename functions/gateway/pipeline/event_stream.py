"""Writing a server-sent event stream: late to start, never silent for long, never ended falsely."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from functions.gateway.dialects import KEEP_ALIVE, StreamFrames
from functions.gateway.pipeline.http_response import raw
from portal.web.types import Send

_STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-store"),
    # Tells nginx and its like to pass each event on at once.
    (b"x-accel-buffering", b"no"),
]


class EventStream:
    """The answer's head is held back until there is something to say.

    So a router that fails before its first text still gives the client an HTTP error. When nothing came
    for ``idle_seconds``, the stream begins and a comment is sent, and again whenever it falls silent:
    proxies close idle connections (30 s at an edge, 5 min at a regional gateway).
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
        self._beat: asyncio.Task[None] | None = None
        self._writing = False

    async def write(self, frames: bytes) -> None:
        self._writing = True
        await self._quiet()
        await self._write(frames)
        self._writing = False

    async def finish(self, frames: bytes) -> None:
        """Send the last frames and end the answer as a whole one."""
        self._timer.cancel()
        await self._quiet()
        if not self.started:
            frames = await self._start() + frames
        await self._send({"type": "http.response.body", "body": frames})

    def close(self) -> None:
        """Stop the keep-alives; what was not finished stays unfinished."""
        self._timer.cancel()
        if self._beat is not None:
            self._beat.cancel()

    @property
    def is_held_up(self) -> bool:
        """Whether a write waits for the client, or was given up while it did."""
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

    async def _quiet(self) -> None:
        """Let a keep-alive that is being written get out first: frames must not interleave."""
        beat, self._beat = self._beat, None
        if beat is not None:
            await beat

    def _on_timer(self) -> None:
        silent = self._loop.time() - self._written_at
        if silent >= self._idle_seconds * 0.999:
            silent = 0.0
            # A write that a slow client holds up is no silence, and neither is a comment on its way.
            if not self._writing and (self._beat is None or self._beat.done()):
                self._beat = self._loop.create_task(self._write(KEEP_ALIVE))
        self._timer = self._loop.call_later(self._idle_seconds - silent, self._on_timer)
