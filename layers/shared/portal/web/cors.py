"""CORS: the methods that pages may call and the headers that they may read.

Source: docs/protocols/openai.md, "Browsers".
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware

from portal.web.types import ASGIApp, Receive, Scope, Send

ALLOWED_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

EXPOSED_HEADERS = (
    "etag",
    "request-id",
    "x-request-id",
    "x-client-request-id",
    "idempotent-replayed",
    "original-request-id",
    "retry-after",
    "retry-after-ms",
    "x-should-retry",
    "x-ratelimit-limit-requests",
    "x-ratelimit-remaining-requests",
    "x-ratelimit-reset-requests",
    "x-ratelimit-limit-tokens",
    "x-ratelimit-remaining-tokens",
    "x-ratelimit-reset-tokens",
    "anthropic-ratelimit-requests-limit",
    "anthropic-ratelimit-requests-remaining",
    "anthropic-ratelimit-requests-reset",
    "anthropic-ratelimit-tokens-limit",
    "anthropic-ratelimit-tokens-remaining",
    "anthropic-ratelimit-tokens-reset",
)

PREFLIGHT_SECONDS = 7200
"""How long Chromium caches a preflight response at most."""


class CorsMiddleware:
    """Starlette's CORS middleware for requests with an ``Origin`` header; other requests bypass it.

    Responses are never cached, so those without it need no ``Vary`` header. A rejected preflight continues
    to the routes: they return a 405 in their own error format, without CORS headers.
    """

    def __init__(self, app: ASGIApp, *, allow_origins: Sequence[str]) -> None:
        self._app = app
        self._cors = CORSMiddleware(
            app,
            allow_origins=allow_origins,
            allow_methods=ALLOWED_METHODS,
            # Any header: SDKs add their own (x-stainless-*), and no route reads cookies.
            allow_headers=["*"],
            expose_headers=EXPOSED_HEADERS,
            max_age=PREFLIGHT_SECONDS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or not any(name == b"origin" for name, _ in scope["headers"])
            or self._is_rejected_preflight(scope)
        ):
            await self._app(scope, receive, send)
        else:
            await self._cors(scope, receive, send)

    def _is_rejected_preflight(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        is_preflight = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
        return is_preflight and self._cors.preflight_response(headers).status_code != HTTPStatus.OK
