"""No-store responses: they are for one person and may hold a secret, so no cache may store them."""

from __future__ import annotations

from portal.web.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]


class NoStoreMiddleware:
    """Pure ASGI middleware: adds ``cache-control: no-store`` and ``x-content-type-options: nosniff``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def no_store_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, no_store_send if scope["type"] == "http" else send)
