"""The API's connections on one machine, bounded as API Gateway bounds them in front of Lambda.

uvicorn with httptools has a timeout for idle connections after a response only: it takes headers of any size,
waits for a request for ever, and holds any number of connections. Its h11 protocol limits headers but takes
twice the processor time of a request.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from http import HTTPStatus
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

import orjson
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from portal.web.ids import new_request_id
from portal.web.types import ASGIApp, Message, Receive, Scope, Send

MAX_CONNECTIONS = 1_000
"""A new connection beyond them closes the one that has been idle longest, or is refused if none is idle."""

MAX_HEAD_BYTES = 16_384
"""Request line and headers; API Gateway takes 10,240."""

HEAD_SECONDS = 10.0
"""From the connection, or the first byte of a later request, to the end of the headers."""

BODY_SECONDS = 60.0
"""From the headers to the end of the body."""


_IDLE: WeakKeyDictionary[ServerState, OrderedDict[BoundedHttpProtocol, None]] = WeakKeyDictionary()
"""Of each server the connections on which no request is being answered, the longest idle first."""


class BoundedHttpProtocol(HttpToolsProtocol):
    """One connection. ``--http local.stack.http_protocol:BoundedHttpProtocol`` makes uvicorn use it."""

    max_connections: ClassVar[int] = MAX_CONNECTIONS
    head_seconds: ClassVar[float] = HEAD_SECONDS
    body_seconds: ClassVar[float] = BODY_SECONDS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._head_bytes = 0
        self._reads_head = True
        self._head_is_too_large = False
        self._idle = _IDLE.setdefault(self.server_state, OrderedDict())
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.max_connections and not self._close_longest_idle():
            self._refuse(_error(503, "overloaded_error", "service_unavailable", "Too many connections."))
            return
        self._idle[self] = None
        self._start_timer(self.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        self._idle.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._reads_head:
            self._head_bytes += len(data)
            if self._timer is None:
                self._start_timer(self.head_seconds)
            if b"pgrade" in data:
                data = _without_upgrade(data)
        super().data_received(data)
        if self._reads_head and self._head_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
            self._head_is_too_large = True
            self.send_400_response("")

    def on_headers_complete(self) -> None:
        self._reads_head, self._head_bytes = False, 0
        if len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > MAX_HEAD_BYTES:
            self._head_is_too_large = True
            raise ValueError("The headers are too large.")  # httptools makes a parser error of it
        self._start_timer(self.body_seconds)
        super().on_headers_complete()
        if self.parser.should_upgrade():
            self.cycle.keep_alive = False  # the parser reads nothing after a refused upgrade

    def on_message_complete(self) -> None:
        self._reads_head = True
        self._stop_timer()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self._idle[self] = None
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (uvicorn's text)
        if self._head_is_too_large:
            message = f"The request line and headers are larger than the limit of {MAX_HEAD_BYTES:,} bytes."
            self._refuse(_error(431, "invalid_request_error", "request_headers_too_large", message))
        else:
            message = "The request is not valid HTTP."
            self._refuse(_error(400, "invalid_request_error", "invalid_request", message))

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._idle.pop(self, None)
        if cycle.scope["http_version"] == "1.0":
            app = _unchunked(app, cycle)
        super()._start_asgi_task(cycle, app)

    def _unsupported_upgrade_warning(self) -> None:
        """Log nothing: a client may ask for any protocol, and the answer is that of the route."""

    def _close_longest_idle(self) -> bool:
        if not self._idle:
            return False
        longest, _ = self._idle.popitem(last=False)
        self.connections.discard(longest)
        longest.transport.close()
        return True

    def _refuse(self, response: bytes) -> None:
        self.transport.write(response)
        self.transport.close()

    def _start_timer(self, seconds: float) -> None:
        self._stop_timer()
        self._timer = self.loop.call_later(seconds, self._on_timeout)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _on_timeout(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


_UPGRADE = re.compile(rb"(?<=\r\n)upgrade(?=[ \t]*:)", re.IGNORECASE)


def _without_upgrade(data: bytes) -> bytes:
    """Return the start of a request with its ``upgrade`` header renamed.

    A server may ignore the header (RFC 9110, 7.8); httptools would skip the body of a request that has one.
    """
    end = data.find(b"\r\n\r\n")
    head = data if end < 0 else data[:end]
    return _UPGRADE.sub(b"ignored", head) + data[len(head) :]


def _error(status: int, kind: str, code: str, message: str) -> bytes:
    """Return a whole response, whose body both OpenAI's and Anthropic's SDKs parse."""
    request_id = new_request_id()
    error = {"type": kind, "code": code, "message": message, "param": None}
    body = orjson.dumps({"type": "error", "error": error, "request_id": request_id})
    lines = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "content-type: application/json",
        f"content-length: {len(body)}",
        "cache-control: no-store",
        f"x-request-id: {request_id}",
        f"request-id: {request_id}",
        "connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode() + body


def _unchunked(app: ASGIApp, cycle: RequestResponseCycle) -> ASGIApp:
    """Return ``app`` for a client of HTTP/1.0, which knows no chunks: a stream ends with the connection."""

    async def unchunked(scope: Scope, receive: Receive, send: Send) -> None:
        has_length = True

        async def send_unchunked(message: Message) -> None:
            nonlocal has_length
            if message["type"] == "http.response.start":
                has_length = any(name.lower() == b"content-length" for name, _ in message["headers"])
                if not has_length:
                    cycle.chunked_encoding = False
            elif not has_length:
                cycle.expected_content_length = len(message.get("body", b""))
            await send(message)

        await app(scope, receive, send_unchunked)

    return unchunked
