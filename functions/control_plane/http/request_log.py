"""One structured log line per request, found by its request id. It holds no secret."""

from __future__ import annotations

import logging
import time

from functions.control_plane.auth.identification import Caller
from portal.observability.masking import loggable_path
from portal.web.request_ids import request_id_of
from portal.web.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("portal.requests")


class RequestLogMiddleware:
    """Pure ASGI middleware: logs ``portal.request_completed``. It runs inside the request id middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not log.isEnabledFor(logging.INFO):
            await self._app(scope, receive, send)
            return
        started_at = time.perf_counter()
        status = 0

        async def tracking_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, tracking_send)
        finally:
            caller: Caller | None = scope["state"].get("caller")
            log.info(
                "portal.request_completed",
                extra={
                    "request_id": request_id_of(scope),
                    "method": scope["method"],
                    "route": loggable_path(scope["path"]),
                    "status": status,
                    "code": scope["state"].get("error_code"),
                    "user_id": caller and str(caller.account.id),
                    "organization_id": caller and str(caller.organization_id),
                    "latency_ms": round((time.perf_counter() - started_at) * 1000, 2),
                },
            )
