"""A client whose request does not wait for it: the run goes on when it leaves, or stops reading."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import MutableMapping
from typing import Any

from portal.web.types import Receive, Send

BACKLOG_MAX_BYTES = 4_000_000
"""Unread bytes of one stream. A client that is further behind is disconnected; its request goes on."""

Message = MutableMapping[str, Any]


class DetachedClient:
    """Forwards a response to its client as fast as that reads, while ``send`` never waits.

    ``receive`` must be past the request's body. A client that disconnects is sent nothing more.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._backlog: deque[Message] = deque()
        self._backlog_bytes = 0
        self._wakes = asyncio.Event()
        self._is_gone = False
        loop = asyncio.get_running_loop()
        self._forwarding = loop.create_task(self._forward())
        self._watching = loop.create_task(self._watch())

    def send(self, message: Message) -> None:
        if self._is_gone:
            return
        if self._backlog_bytes > BACKLOG_MAX_BYTES:
            self._leave()
            return
        self._backlog_bytes += len(message.get("body", b""))
        self._backlog.append(message)
        self._wakes.set()

    async def drain(self, seconds: float) -> None:
        """Return when the client has the whole response, is gone, or after ``seconds``."""
        await asyncio.wait([self._forwarding], timeout=seconds)

    def close(self) -> None:
        self._forwarding.cancel()
        self._watching.cancel()

    async def _forward(self) -> None:
        is_complete = False
        while not is_complete:
            if not self._backlog:
                self._wakes.clear()
                await self._wakes.wait()
            message = self._backlog.popleft()
            try:
                await self._send(message)
            except OSError:
                # Servers may raise instead of ignoring what is sent to a client that is gone.
                self._leave()
                return
            self._backlog_bytes -= len(message.get("body", b""))
            is_complete = message["type"] == "http.response.body" and not message.get("more_body", False)

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._leave()

    def _leave(self) -> None:
        self._is_gone = True
        self._backlog.clear()
        self._forwarding.cancel()
