"""The portal's API as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from functions.control_plane.accounts import profile_routes
from functions.control_plane.accounts import routes as account_routes
from functions.control_plane.accounts.personal_data import routes as personal_data_routes
from functions.control_plane.admin import action_routes
from functions.control_plane.admin import routes as admin_routes
from functions.control_plane.api_keys import routes as api_key_routes
from functions.control_plane.billing import routes as billing_routes
from functions.control_plane.catalogue import docs_routes, model_routes, status_routes
from functions.control_plane.http.body_limit import BodyLimitMiddleware
from functions.control_plane.http.errors import ErrorMiddleware, framework_error, invalid_request
from functions.control_plane.http.etag import ETagMiddleware
from functions.control_plane.http.no_store import NoStoreMiddleware
from functions.control_plane.http.openapi import completed
from functions.control_plane.http.request_log import RequestLog
from functions.control_plane.organizations import routes as organization_routes
from functions.control_plane.organizations.invitations import routes as invitation_routes
from functions.control_plane.services import Services
from functions.control_plane.usage import routes as usage_routes
from portal import __version__
from portal.web.cors import CorsMiddleware
from portal.web.request_ids import RequestIdMiddleware

DESCRIPTION = """
The API behind the Cortensor portal's pages: account, API keys, usage and the model catalogue.

Calls carry the access token of the auth provider. Every answer carries its request id in `x-request-id` and
`request-id`. Every error has one shape: a stable `code`, a `message` for people, the `param` at fault, a
`hint` on what to do, and the request id.
"""

ROUTES = (
    account_routes,
    profile_routes,
    personal_data_routes,
    organization_routes,
    invitation_routes,
    api_key_routes,
    usage_routes,
    billing_routes,
    model_routes,
    status_routes,
    docs_routes,
    admin_routes,
    action_routes,
)


def create_app(services: Services) -> FastAPI:
    """Return the control plane. No environment is read and nothing is opened here."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        for close in services.close:
            await close()

    app = FastAPI(
        title="Cortensor Portal API",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        openapi_url="/portal/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        exception_handlers={HTTPException: framework_error, RequestValidationError: invalid_request},
        middleware=[
            Middleware(RequestIdMiddleware),
            Middleware(RequestLog),
            Middleware(NoStoreMiddleware),
            Middleware(CorsMiddleware, allow_origins=services.allowed_origins),
            Middleware(ETagMiddleware),
            Middleware(ErrorMiddleware),
            Middleware(BodyLimitMiddleware, max_bytes=services.max_body_bytes),
        ],
    )
    app.state.services = services
    routers = [routes.router for routes in ROUTES]
    for router in routers:
        app.include_router(router)
    app.state.routes = [*app.routes, *(route for router in routers for route in router.routes)]
    _document(app)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


def _document(app: FastAPI) -> None:
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = completed(plain())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the document
