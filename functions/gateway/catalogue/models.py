"""``GET /v1/models`` and ``GET /v1/models/{id}``: the models that a key may call."""

from __future__ import annotations

import time
from typing import NamedTuple

from starlette.datastructures import QueryParams

from functions.gateway.auth.credentials import read_credentials
from functions.gateway.catalogue.model_bodies import model_body, models_body
from functions.gateway.dialects.registry import DialectRegistry
from functions.gateway.pipeline.admission.caller import adding_caller_to_errors, with_caller
from functions.gateway.pipeline.admission.entitlement import entitled_models, model_not_found
from functions.gateway.pipeline.http_response import send_json
from functions.gateway.pipeline.services import GatewayServices
from portal.keys import Principal
from portal.policy import ModelPolicy, PolicySnapshot
from portal.web.headers import lower_headers
from portal.web.types import Receive, Scope, Send


class ModelListEndpoint:
    """``GET /v1/models``, in one body for both SDKs."""

    def __init__(self, dialects: DialectRegistry, services: GatewayServices) -> None:
        self._dialects = dialects
        self._services = services

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        callable_models = await _callable_models(scope, self._dialects, self._services)
        with adding_caller_to_errors(callable_models.principal):
            features_of = self._services.pools.features_of
            body = models_body(callable_models.models, features_of, QueryParams(scope["query_string"]))
        await send_json(send, 200, body, callable_models.limit_headers)


class ModelEndpoint:
    """``GET /v1/models/{id}``."""

    def __init__(self, dialects: DialectRegistry, services: GatewayServices) -> None:
        self._dialects = dialects
        self._services = services

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        alias = scope["path_params"]["model"]
        callable_models = await _callable_models(scope, self._dialects, self._services)
        for model in callable_models.models:
            if model.alias == alias:
                body = model_body(model, self._services.pools.features_of(alias))
                await send_json(send, 200, body, callable_models.limit_headers)
                return
        raise with_caller(model_not_found(alias), callable_models.principal)


class _CallableModels(NamedTuple):
    """``limit_headers`` are in the dialect of the client."""

    models: list[ModelPolicy]
    principal: Principal
    limit_headers: list[tuple[str, str]]


async def _callable_models(
    scope: Scope, dialects: DialectRegistry, services: GatewayServices
) -> _CallableModels:
    headers = lower_headers(scope["headers"])
    principal, snapshot = await services.admitter.identify(read_credentials(scope, headers))
    allowed = entitled_models(principal, snapshot)
    models = [
        model
        for model in configured_models(services, snapshot)
        if model.state == "active" and (allowed is None or model.alias in allowed)
    ]
    limit_headers = dialects.for_client(headers).limit_headers(principal.windows, time.time())
    return _CallableModels(models, principal, limit_headers)


def configured_models(services: GatewayServices, snapshot: PolicySnapshot) -> list[ModelPolicy]:
    """Return the models of the configured pools; one that is not in the catalogue has only its alias."""
    return [snapshot.models.get(alias) or ModelPolicy(alias, pool=alias) for alias in services.pools.aliases]
