"""Errors outside of an inference, in the dialect of their route."""

from __future__ import annotations

import logging
import time

from starlette.exceptions import HTTPException

from functions.gateway.dialects.registry import DialectRegistry
from functions.gateway.pipeline.http_response import send_error
from functions.gateway.pipeline.refusals import Refusals
from functions.gateway.pipeline.services import GatewayServices
from portal.errors import InternalError, MethodNotAllowed, PortalError
from portal.web.headers import lower_headers
from portal.web.request_ids import request_id_of
from portal.web.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)


class DialectErrorMiddleware:
    """Pure ASGI middleware, inside of request ids and CORS, so that its responses have both."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        dialects: DialectRegistry,
        services: GatewayServices,
    ) -> None:
        self._app = app
        self._log = services.log
        self._refusals = Refusals(services)
        self._dialects = dialects

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started_at = time.perf_counter()
        has_started = False

        async def tracking_send(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self._app(scope, receive, tracking_send)
        except Exception as caught:
            if has_started:
                # Too late for an error response: the server must cut the connection instead of completing it.
                raise
            error = _portal_error(scope, caught)
            dialect = self._dialects.for_request(scope["path"], lower_headers(scope["headers"]))
            status = await send_error(scope, send, dialect, error)
            self._log.refused(scope, status, error.code, started_at)
            await self._refusals.record(scope, error, status)


def _portal_error(scope: Scope, caught: Exception) -> PortalError:
    if isinstance(caught, PortalError):
        return caught
    if isinstance(caught, HTTPException) and caught.status_code == MethodNotAllowed.status:
        # What Starlette's router raises for a known path with another method.
        allow = (caught.headers or {}).get("Allow", "").split(", ")
        return MethodNotAllowed(f"{scope['path']} does not support {scope['method']}.", allow=sorted(allow))
    log.error("gateway.request_failed", exc_info=caught, extra={"request_id": request_id_of(scope)})
    return InternalError("Something went wrong on our side. Quote the request id to support.")
