"""What browsers may send to the gateway and read of its answers (reference: clients 5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware

from portal.web.types import ASGIApp, Receive, Scope, Send

ALLOWED_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

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
"""The longest that Chromium keeps an answer to a preflight."""


class CorsMiddleware:
    """Starlette's CORS for requests that come from a page; the others pass untouched.

    Answers are never cached, so no ``vary`` is owed to those. A preflight that is refused goes on to the
    routes, whose 405 wears their own shape and allows the page nothing.
    """

    def __init__(self, app: ASGIApp, *, allow_origins: Sequence[str]) -> None:
        self._app = app
        self._for_pages = CORSMiddleware(
            app,
            allow_origins=allow_origins,
            allow_methods=ALLOWED_METHODS,
            # Any header: SDKs add their own (x-stainless-*), and no cookie is ever read here.
            allow_headers=["*"],
            expose_headers=EXPOSED_HEADERS,
            max_age=PREFLIGHT_SECONDS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or not any(name == b"origin" for name, _ in scope["headers"])
            or self._is_refused(scope)
        ):
            await self._app(scope, receive, send)
        else:
            await self._for_pages(scope, receive, send)

    def _is_refused(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        is_preflight = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
        return is_preflight and self._for_pages.preflight_response(headers).status_code != HTTPStatus.OK
