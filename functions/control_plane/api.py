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

from functions.control_plane.accounts import routes as account_routes
from functions.control_plane.accounts.personal_data import routes as personal_data_routes
from functions.control_plane.admin.actions import routes as admin_action_routes
from functions.control_plane.admin.audit_log import routes as admin_audit_log_routes
from functions.control_plane.admin.catalogue import routes as admin_catalogue_routes
from functions.control_plane.admin.inspection import routes as admin_inspection_routes
from functions.control_plane.admin.requests import routes as admin_request_routes
from functions.control_plane.admin.search import routes as admin_search_routes
from functions.control_plane.api_keys import routes as api_key_routes
from functions.control_plane.billing import routes as billing_routes
from functions.control_plane.catalogue.docs import routes as docs_routes
from functions.control_plane.catalogue.models import routes as model_routes
from functions.control_plane.catalogue.status import routes as status_routes
from functions.control_plane.http.body_limit import BodyLimitMiddleware
from functions.control_plane.http.errors import (
    ErrorMiddleware,
    handle_framework_error,
    handle_validation_error,
)
from functions.control_plane.http.etag import ETagMiddleware
from functions.control_plane.http.no_store import NoStoreMiddleware
from functions.control_plane.http.openapi import complete_document
from functions.control_plane.http.policy_publication import PolicyPublicationMiddleware
from functions.control_plane.http.request_log import RequestLogMiddleware
from functions.control_plane.organizations import routes as organization_routes
from functions.control_plane.organizations.invitations import answer_routes as invitation_answer_routes
from functions.control_plane.organizations.invitations import routes as invitation_routes
from functions.control_plane.organizations.members import routes as member_routes
from functions.control_plane.services import ControlPlaneServices
from functions.control_plane.usage import routes as usage_routes
from portal import __version__
from portal.web.cors import CorsMiddleware
from portal.web.normalization import NormalizationMiddleware
from portal.web.request_ids import RequestIdMiddleware

DESCRIPTION = """
The API behind the Cortensor portal's pages: account, API keys, usage and the model catalogue.

Requests carry the access token of the auth provider. Every response carries its request id in `x-request-id`
and `request-id`. Every error has the same shape: a stable `code`, a `message` for people, the `param` that
caused it, a `hint` on how to resolve it, and the request id.
"""

ROUTES = (
    account_routes,
    personal_data_routes,
    organization_routes,
    member_routes,
    invitation_routes,
    invitation_answer_routes,
    api_key_routes,
    usage_routes,
    billing_routes,
    model_routes,
    status_routes,
    docs_routes,
    admin_search_routes,
    admin_inspection_routes,
    admin_request_routes,
    admin_catalogue_routes,
    admin_audit_log_routes,
    admin_action_routes,
)


def create_app(services: ControlPlaneServices) -> FastAPI:
    """Return the application. It reads no environment and opens no connection."""

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
        exception_handlers={
            HTTPException: handle_framework_error,
            RequestValidationError: handle_validation_error,
        },
        middleware=[
            Middleware(RequestIdMiddleware),
            Middleware(RequestLogMiddleware),
            Middleware(NormalizationMiddleware),
            Middleware(NoStoreMiddleware),
            Middleware(CorsMiddleware, allow_origins=services.allowed_origins),
            Middleware(ETagMiddleware),
            Middleware(PolicyPublicationMiddleware, publication=services.publication),
            Middleware(ErrorMiddleware),
            Middleware(BodyLimitMiddleware, max_bytes=services.max_body_bytes),
        ],
    )
    app.state.services = services
    routers = [routes.router for routes in ROUTES]
    for router in routers:
        app.include_router(router)
    app.state.routes = [*app.routes, *(route for router in routers for route in router.routes)]
    _extend_openapi(app)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


def _extend_openapi(app: FastAPI) -> None:
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = complete_document(generate())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the document
