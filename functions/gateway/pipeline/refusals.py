"""Refusals: a request of a known API key that was not admitted is recorded, so that its id is found."""

from __future__ import annotations

from datetime import UTC, datetime

from functions.gateway.auth.credentials import read_credentials
from functions.gateway.pipeline.services import GatewayServices
from portal.errors import KeyIds, MethodNotAllowed, PortalError, RouteNotFound
from portal.inference import InferenceRequest
from portal.usage import Refused
from portal.web.headers import lower_headers
from portal.web.lifetime import complete_before_freeze
from portal.web.request_ids import request_id_of
from portal.web.types import Scope

PARAM_MAX_CHARACTERS = 128
"""Longer names of a field at fault are cut: a client's body may choose them."""


class Refusals:
    """Records the refusals of a gateway as usage events."""

    def __init__(self, services: GatewayServices) -> None:
        self._services = services

    async def record(
        self, scope: Scope, error: PortalError, status: int, request: InferenceRequest | None = None
    ) -> None:
        """Record that ``error`` was sent with ``status``, if the request's key is known. Call this after it
        was sent: a request that no route took has not been verified, and waits for that here.

        ``request`` is None if the body was not read, or could not be. The model is recorded by its alias: a
        name that no model has is the client's text.
        """
        key = error.key
        if key is None and isinstance(error, RouteNotFound | MethodNotAllowed):
            key = await self._key_of(scope)
        if key is None:
            return
        self._services.recorder.record(
            Refused(
                request_id=request_id_of(scope),
                organization_id=key.organization_id,
                key_id=key.key_id,
                refused_at=datetime.now(UTC),
                status=status,
                error_code=error.code,
                error_param=_recorded_param(error.param),
                route=_route_of(scope),
                model=None if request is None else self._services.pools.resolve_alias(request.model),
                stream=request is not None and request.stream,
            )
        )
        await complete_before_freeze(scope, self._services.settle)

    async def _key_of(self, scope: Scope) -> KeyIds | None:
        """Return the key of a request that no route took, so that nobody has verified it yet."""
        try:
            credentials = read_credentials(scope, lower_headers(scope["headers"]))
            principal, _ = await self._services.admitter.identify(credentials)
        except PortalError as error:
            return error.key
        return principal.ids


def _recorded_param(param: str | None) -> str | None:
    """Return the name of the field at fault, None if it has characters that cannot be shown or stored."""
    if param is None or not param.isprintable():
        return None
    return param[:PARAM_MAX_CHARACTERS]


def _route_of(scope: Scope) -> str | None:
    """Return the public path with ``{model}`` for its parameter; None if no route has the path.

    Starlette's router adds ``endpoint`` and ``path_params`` to the scope when a route matches.
    """
    if "endpoint" not in scope:
        return None
    route: str = scope["path"]
    for name, value in scope["path_params"].items():
        route = route.removesuffix(value) + f"{{{name}}}"
    return route
