"""Limit the size of request bodies."""

from __future__ import annotations

from portal.errors import MalformedBody, RequestTooLarge
from portal.web.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimitMiddleware:
    """Pure ASGI middleware: raises RequestTooLarge above ``max_bytes``.

    Where content-length declares the size, it does so before the body is read.
    """

    def __init__(self, app: ASGIApp, *, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        for name, value in scope["headers"]:
            if name == b"content-length":
                if not value.isdigit():
                    raise MalformedBody("The content-length header is not a number.")
                if int(value) > self._max_bytes:
                    raise self._too_large()
        size = 0

        async def counting_receive() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._max_bytes:
                raise self._too_large()
            return message

        await self._app(scope, counting_receive, send)

    def _too_large(self) -> RequestTooLarge:
        return RequestTooLarge(f"The request body is larger than the limit of {self._max_bytes:,} bytes.")
