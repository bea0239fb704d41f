"""Whatever goes wrong outside an inference is answered in the dialect of its route."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping

from starlette.exceptions import HTTPException

from functions.gateway.dialects import Dialect
from functions.gateway.pipeline.http_response import send_error
from functions.gateway.telemetry.request_log import RequestLog
from portal.errors import InternalError, MethodNotAllowed, PortalError
from portal.web.headers import lower_headers
from portal.web.request_ids import request_id_of
from portal.web.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)


class DialectErrorMiddleware:
    """Pure ASGI middleware; stands inside the request ids and CORS, so its answers carry both.

    The dialect is the route's by prefix. On the shared routes (``/v1/models``, unknown paths) a client that
    sends ``anthropic-version`` is Anthropic's (reference: clients 5.1), any other OpenAI's.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        by_prefix: Mapping[str, Dialect],
        anthropic: Dialect,
        default: Dialect,
        request_log: RequestLog,
    ) -> None:
        self._app = app
        self._log = request_log
        self._by_prefix = by_prefix
        self._anthropic = anthropic
        self._default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        answering = False

        async def watched_send(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        except Exception as caught:
            if answering:
                # Too late for an answer: the server must cut the connection, not end it as if all were well.
                raise
            error = _told(scope, caught)
            status = await send_error(scope, send, self._dialect_of(scope), error)
            self._log.refused(scope, status, error.code, started)

    def _dialect_of(self, scope: Scope) -> Dialect:
        path: str = scope["path"]
        for prefix, dialect in self._by_prefix.items():
            if path.startswith(prefix):
                return dialect
        if "anthropic-version" in lower_headers(scope["headers"]):
            return self._anthropic
        return self._default


def _told(scope: Scope, caught: Exception) -> PortalError:
    if isinstance(caught, PortalError):
        return caught
    if isinstance(caught, HTTPException) and caught.status_code == MethodNotAllowed.status:
        # The router's own words for a path that exists and a method that does not.
        allow = (caught.headers or {}).get("Allow", "").split(", ")
        return MethodNotAllowed(f"{scope['path']} does not answer {scope['method']}.", allow=sorted(allow))
    log.error("gateway.unforeseen", exc_info=caught, extra={"request_id": request_id_of(scope)})
    return InternalError("Something went wrong on our side. The request id finds it in our logs.")
