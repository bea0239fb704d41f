"""The gateway as an ASGI application: its routes, with errors in the dialect of the route.

Starlette with plain ASGI endpoints. FastAPI would wrap every ``send`` six times, which takes a tenth of a
request's time, and its import a fifth of a cold start; nothing here needs its OpenAPI document.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.websockets import WebSocketClose

from functions.gateway.auth.edge import EdgeMiddleware
from functions.gateway.catalogue.count_tokens import CountTokensEndpoint
from functions.gateway.catalogue.health import HealthEndpoint
from functions.gateway.catalogue.models import ModelEndpoint, ModelListEndpoint
from functions.gateway.dialects.registry import DialectRegistry
from functions.gateway.dialects.unknown_routes import route_not_found
from functions.gateway.pipeline.endpoint import InferenceEndpoint
from functions.gateway.pipeline.error_middleware import DialectErrorMiddleware
from functions.gateway.pipeline.services import GatewayServices
from portal import __version__
from portal.web.cors import CorsMiddleware
from portal.web.normalization import NormalizationMiddleware
from portal.web.request_ids import RequestIdMiddleware
from portal.web.types import ASGIApp, Receive, Scope, Send


class _Gateway(Starlette):
    """Starlette with our middleware only.

    ``DialectErrorMiddleware`` does what Starlette's error pages and exception handlers would do.
    """

    def build_middleware_stack(self) -> ASGIApp:
        app: ASGIApp = self.router
        for middleware, args, options in reversed(self.user_middleware):
            app = middleware(app, *args, **options)
        return app


def create_app(services: GatewayServices) -> Starlette:
    """Return the gateway. It reads no environment and opens no connection."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        for close in services.close:
            await close()

    dialects = DialectRegistry()
    app = _Gateway(
        routes=[
            *(
                _route("POST", each.path, InferenceEndpoint(each.dialect, services))
                for each in dialects.dialects
            ),
            _route("POST", "/v1/messages/count_tokens", CountTokensEndpoint(services)),
            _route("GET", "/v1/models", ModelListEndpoint(dialects, services)),
            _route("GET", "/v1/models/{model:path}", ModelEndpoint(dialects, services)),
            _route("GET", "/health", HealthEndpoint(services, __version__)),
        ],
        lifespan=lifespan,
        middleware=[
            Middleware(RequestIdMiddleware),
            Middleware(NormalizationMiddleware),
            Middleware(CorsMiddleware, allow_origins=services.allowed_origins),
            Middleware(DialectErrorMiddleware, dialects=dialects, services=services),
            *(
                []
                if services.edge_secret is None
                else [Middleware(EdgeMiddleware, secret=services.edge_secret)]
            ),
        ],
    )
    app.router.redirect_slashes = False
    app.router.default = _no_route
    return app


def _route(method: str, path: str, endpoint: ASGIApp) -> Route:
    return Route(path, endpoint, methods=[method])


async def _no_route(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose()(scope, receive, send)
        return
    raise route_not_found(scope["method"], scope["path"])
