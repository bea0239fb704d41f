"""Error responses, all of one shape: ``{"error": {code, message, param, hint}, "request_id"}``."""

from __future__ import annotations

import logging
import math
from typing import NoReturn

import orjson
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match, Route

from functions.control_plane.http.error_schema import ErrorDetail, ErrorResponse
from portal.errors import (
    DatabaseUnavailable,
    InternalError,
    MalformedBody,
    MethodNotAllowed,
    NotAuthenticated,
    PortalError,
    ResourceNotFound,
    RouteNotFound,
    UnprocessableRequest,
    UnsupportedEncoding,
)
from portal.web.request_ids import request_id_of
from portal.web.types import ASGIApp, Message, RawHeaders, Receive, Scope, Send

log = logging.getLogger(__name__)


class ErrorMiddleware:
    """Pure ASGI middleware: turns exceptions into error responses.

    It runs inside the request id and CORS middleware, so that error responses carry their headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        response_started = False

        async def tracking_send(message: Message) -> None:
            nonlocal response_started
            response_started = True
            await send(message)

        try:
            await self._app(scope, receive, tracking_send)
        except PortalError as error:
            if response_started:
                raise
            await _send_error(scope, send, error)
        except Exception as error:
            log.exception("control_plane.request_failed", extra={"request_id": request_id_of(scope)})
            if response_started:
                raise
            await _send_error(scope, send, _unexpected(error))


def _unexpected(error: Exception) -> PortalError:
    """Return the error that a customer receives for one that no code expects.

    Requests raise FastAPI's own error: what is validated besides them are the database's answers.
    """
    if isinstance(error, ValidationError):
        return DatabaseUnavailable("The service's records cannot be reached right now.")
    return InternalError("Something went wrong on our side. Quote the request id to support.")


async def _send_error(scope: Scope, send: Send, error: PortalError) -> None:
    scope["state"]["error_code"] = error.code
    response = ErrorResponse(
        error=ErrorDetail(code=error.code, message=error.message, param=error.param, hint=error.hint),
        request_id=request_id_of(scope),
    )
    body = orjson.dumps(response.model_dump())
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
    if isinstance(error, UnsupportedEncoding):
        headers.append((b"accept-encoding", b"identity"))
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def handle_framework_error(request: Request, error: Exception) -> NoReturn:
    """Exception handler: raise Starlette's and FastAPI's own exceptions as errors of ``portal.errors``."""
    assert isinstance(error, HTTPException)
    if error.status_code == RouteNotFound.status:
        raise RouteNotFound(
            f"There is no route {request.method} {request.url.path}.",
            hint="GET /portal/openapi.json lists the routes.",
        )
    if error.status_code == MethodNotAllowed.status:
        raise MethodNotAllowed(
            f"{request.url.path} does not support {request.method}.", allow=_allowed_methods(request)
        )
    if isinstance(error.__cause__, PortalError):
        raise error.__cause__  # FastAPI wraps what a middleware raises while it reads the body
    if error.status_code == MalformedBody.status:
        raise MalformedBody("The request body is not valid JSON.") from error
    raise error


async def handle_validation_error(_: Request, error: Exception) -> NoReturn:
    """Exception handler: raise the first validation error, with the field as ``param`` and the reason."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    location, *path = first["loc"]
    if first["type"] == "json_invalid":
        raise MalformedBody("The request body is not valid JSON.") from error
    if location == "path":
        # No resource has an id of another format.
        raise ResourceNotFound(
            "The resource does not exist, or you have no access to it.", param=_param(path)
        ) from error
    if not path:
        raise UnprocessableRequest(
            "The request body must be a JSON object.", hint="Send it with content-type application/json."
        ) from error
    param = _param(path)
    if first["type"] == "extra_forbidden":
        raise UnprocessableRequest(f"The field '{param}' is unknown.", param=param) from error
    if first["type"] == "missing":
        raise UnprocessableRequest(f"'{param}' is required.", param=param) from error
    reason = first["msg"][:1].lower() + first["msg"][1:]
    raise UnprocessableRequest(f"'{param}' is not valid: {reason}.", param=param) from error


def _param(path: list[str | int]) -> str:
    return ".".join(str(step) for step in path)


def _allowed_methods(request: Request) -> list[str]:
    methods: set[str] = set()
    for route in request.app.state.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)
