"""Limit the size of request bodies, and refuse compressed ones."""

from __future__ import annotations

from portal.web.body import check_body_headers, too_large
from portal.web.types import ASGIApp, Message, Receive, Scope, Send

_BODILESS = frozenset({"GET", "OPTIONS"})
"""Methods of routes that read no body."""


class BodyLimitMiddleware:
    """Pure ASGI middleware: raises RequestTooLarge above ``max_bytes``, UnsupportedEncoding, MalformedBody.

    What the headers declare is refused before the body is read.
    """

    def __init__(self, app: ASGIApp, *, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _BODILESS:
            await self._app(scope, receive, send)
            return
        check_body_headers(scope["headers"], self._max_bytes)
        size = 0

        async def counting_receive() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._max_bytes:
                raise too_large(self._max_bytes)
            return message

        await self._app(scope, counting_receive, send)
