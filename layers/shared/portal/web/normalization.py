"""Requests that mean the same reach the same route: HEAD as GET, doubled and trailing slashes."""

from __future__ import annotations

import asyncio
import re

from portal.web.types import ASGIApp, Message, Receive, Scope, Send

_SLASHES = re.compile("/{2,}")


class NormalizationMiddleware:
    """Pure ASGI middleware: routes see GET instead of HEAD, and a path without superfluous slashes.

    A redirect would do for neither: clients drop the body of a redirected POST, and many the Authorization
    header. The answer to a HEAD has the status and headers of the GET, and no body.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        if "//" in path or (path.endswith("/") and path != "/"):
            scope = {**scope, "path": normalized_path(path)}
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        await self._app(scope, receive, send)


def normalized_path(path: str) -> str:
    """Return ``path`` with single slashes, and none at its end: ``//v1//models/`` is ``/v1/models``."""
    return _SLASHES.sub("/", path).rstrip("/") or "/"


def _without_body(send: Send) -> Send:
    """Return a ``send`` that completes the response with its first body message and drops the rest.

    The server then reports a disconnect to the route, which ends a long export.
    """
    is_complete = False

    async def send_head(message: Message) -> None:
        nonlocal is_complete
        if message["type"] == "http.response.start":
            await send(message)
        elif not is_complete:
            is_complete = True
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await asyncio.sleep(0)  # lets the route see the disconnect

    return send_head
