"""Whatever goes wrong is answered in one shape: ``{"error": {code, message, param, hint}, "request_id"}``."""

from __future__ import annotations

import logging
import math
from typing import NoReturn

import orjson
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match, Route

from functions.control_plane.http.error_schema import ErrorResponse, Fault
from portal.errors import (
    InternalError,
    MalformedBody,
    MethodNotAllowed,
    NotAuthenticated,
    PortalError,
    ResourceNotFound,
    RouteNotFound,
    UnprocessableRequest,
)
from portal.web.request_ids import request_id_of
from portal.web.types import ASGIApp, Message, RawHeaders, Receive, Scope, Send

log = logging.getLogger(__name__)


class ErrorMiddleware:
    """Pure ASGI middleware; stands inside the request ids and CORS, so its answers carry both."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answering = False

        async def watched_send(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        except PortalError as error:
            if answering:
                raise
            await _send(scope, send, error)
        except Exception:
            log.exception("control_plane.unforeseen", extra={"request_id": request_id_of(scope)})
            if answering:
                raise
            ours = InternalError("Something went wrong on our side. The request id finds it in our logs.")
            await _send(scope, send, ours)


async def _send(scope: Scope, send: Send, error: PortalError) -> None:
    scope["state"]["error_code"] = error.code
    answer = ErrorResponse(
        error=Fault(code=error.code, message=error.message, param=error.param, hint=error.hint),
        request_id=request_id_of(scope),
    )
    body = orjson.dumps(answer.model_dump())
    headers: RawHeaders = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    if error.retry_after is not None:
        headers.append((b"retry-after", str(math.ceil(error.retry_after)).encode()))
    if isinstance(error, NotAuthenticated):
        headers.append((b"www-authenticate", b"Bearer"))
    if isinstance(error, MethodNotAllowed):
        headers.append((b"allow", ", ".join(error.allow).encode()))
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def framework_error(request: Request, error: Exception) -> NoReturn:
    """Exception handler: turn what Starlette and FastAPI raise themselves into the one error tree."""
    assert isinstance(error, HTTPException)
    if error.status_code == RouteNotFound.status:
        raise RouteNotFound(
            f"There is no route {request.method} {request.url.path}.",
            hint="GET /portal/openapi.json lists the routes.",
        )
    if error.status_code == MethodNotAllowed.status:
        raise MethodNotAllowed(
            f"{request.url.path} does not answer {request.method}.", allow=_methods_of(request)
        )
    if isinstance(error.__cause__, PortalError):
        raise error.__cause__  # FastAPI wraps whatever ends the reading of a body
    if error.status_code == MalformedBody.status:
        raise MalformedBody("The request body is not valid JSON.") from error
    raise error


async def invalid_request(_: Request, error: Exception) -> NoReturn:
    """Exception handler: say which field is at fault and why."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place, *path = first["loc"]
    if first["type"] == "json_invalid":
        raise MalformedBody("The request body is not valid JSON.") from error
    if place == "path":
        # Not an id at all, so certainly nobody's.
        raise ResourceNotFound("There is no such thing.", param=_param(path)) from error
    if not path:
        raise UnprocessableRequest(
            "The request body must be a JSON object.", hint="Send it with content-type application/json."
        ) from error
    param = _param(path)
    if first["type"] == "extra_forbidden":
        raise UnprocessableRequest(f"There is no field '{param}' here.", param=param) from error
    if first["type"] == "missing":
        raise UnprocessableRequest(f"'{param}' is required.", param=param) from error
    reason = first["msg"][:1].lower() + first["msg"][1:]
    raise UnprocessableRequest(f"'{param}' is not valid: {reason}.", param=param) from error


def _param(path: list[str | int]) -> str:
    return ".".join(str(step) for step in path)


def _methods_of(request: Request) -> list[str]:
    methods: set[str] = set()
    for route in request.app.state.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    return sorted(methods)
