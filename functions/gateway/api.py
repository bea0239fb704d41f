"""The gateway as an ASGI application: routes, and errors in the dialect of the route.

Starlette with plain ASGI endpoints. FastAPI would put six wrappers around every ``send``, a tenth of a
request's time, and nothing here reads its OpenAPI document; importing it took a fifth of a cold start.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from functions.gateway.catalogue.endpoints import Health, ModelDetail, ModelList, TokenCount
from functions.gateway.dialects.anthropic_messages.response import AnthropicMessages
from functions.gateway.dialects.cortensor_completions.response import CortensorCompletions
from functions.gateway.dialects.openai_chat.response import OpenAIChat
from functions.gateway.pipeline.endpoint import InferenceEndpoint
from functions.gateway.pipeline.error_middleware import DialectErrorMiddleware
from functions.gateway.services import Services
from portal import __version__
from portal.errors import RouteNotFound
from portal.web.cors import CorsMiddleware
from portal.web.request_ids import RequestIdMiddleware
from portal.web.types import ASGIApp, Receive, Scope, Send


class _Gateway(Starlette):
    """Nothing before our middleware, and nothing between it and the routes.

    What Starlette would put there (error pages, exception handlers) is in ``DialectErrorMiddleware``.
    """

    def build_middleware_stack(self) -> ASGIApp:
        app: ASGIApp = self.router
        for middleware, args, options in reversed(self.user_middleware):
            app = middleware(app, *args, **options)
        return app


def create_app(services: Services) -> Starlette:
    """Return the gateway. No environment is read and nothing is opened here."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        for close in services.close:
            await close()

    openai, anthropic, cortensor = OpenAIChat(), AnthropicMessages(), CortensorCompletions()
    app = _Gateway(
        routes=[
            _route("POST", "/v1/chat/completions", InferenceEndpoint(openai, services)),
            _route("POST", "/v1/messages", InferenceEndpoint(anthropic, services)),
            _route("POST", "/v1/completions", InferenceEndpoint(cortensor, services)),
            _route("POST", "/v1/messages/count_tokens", TokenCount(anthropic, services)),
            _route("GET", "/v1/models", ModelList(services)),
            _route("GET", "/v1/models/{model:path}", ModelDetail(services)),
            _route("GET", "/health", Health(services, __version__)),
        ],
        lifespan=lifespan,
        middleware=[
            Middleware(RequestIdMiddleware),
            Middleware(CorsMiddleware, allow_origins=services.allowed_origins),
            Middleware(
                DialectErrorMiddleware,
                by_prefix={"/v1/messages": anthropic, "/v1/completions": cortensor},
                anthropic=anthropic,
                default=openai,
                request_log=services.log,
            ),
        ],
    )
    app.router.redirect_slashes = False
    app.router.default = _unmatched
    return app


def _route(method: str, path: str, endpoint: ASGIApp) -> Route:
    return Route(path, endpoint, methods=[method])


async def _unmatched(scope: Scope, _receive: Receive, _send: Send) -> None:
    raise RouteNotFound(
        f"There is no route {scope['method']} {scope['path']}.",
        hint="The docs page of the portal lists the routes.",
    )
