"""The routes that run no model: the models, their tokens, and the gateway's health."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

import orjson
from starlette.datastructures import QueryParams

from functions.gateway.auth.credentials import caller_of
from functions.gateway.catalogue.model_bodies import model_body, models_body
from functions.gateway.dialects.anthropic_messages.response import AnthropicMessages
from functions.gateway.dialects.limit_headers import anthropic_limit_headers, openai_limit_headers
from functions.gateway.pipeline.admission import entitled_models, unknown_model
from functions.gateway.pipeline.http_response import send_json
from functions.gateway.services import Services
from portal.errors import InvalidRequest, PolicyUnavailable
from portal.inference.prompt import router_prompt
from portal.inference.tokens import estimate_tokens
from portal.limits import Window
from portal.policy import ModelPolicy, PolicySnapshot
from portal.web.body import ClientDisconnected, read_body
from portal.web.headers import lower_headers
from portal.web.types import Receive, Scope, Send


class ModelList:
    """``GET /v1/models``: what this key may call, in one body for both SDKs."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        called = await _callable_models(scope, self._services)
        body = models_body(called.models, QueryParams(scope["query_string"]))
        await send_json(send, 200, body, called.limit_headers)


class ModelDetail:
    """``GET /v1/models/{id}``."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        wanted = scope["path_params"]["model"]
        called = await _callable_models(scope, self._services)
        for model in called.models:
            if model.alias == wanted:
                await send_json(send, 200, model_body(model), called.limit_headers)
                return
        raise unknown_model(wanted).with_windows(called.windows)


class _Callable(NamedTuple):
    """What a key may call. ``limit_headers`` are Anthropic's for a client that speaks so."""

    models: list[ModelPolicy]
    windows: Sequence[Window]
    limit_headers: list[tuple[str, str]]


async def _callable_models(scope: Scope, services: Services) -> _Callable:
    headers = lower_headers(scope["headers"])
    principal, snapshot = await services.admitter.identify(caller_of(scope, headers))
    allowed = entitled_models(principal, snapshot)
    models = [
        model
        for model in _catalogue(services, snapshot)
        if model.state == "active" and (allowed is None or model.alias in allowed)
    ]
    windows = principal.windows
    if "anthropic-version" in headers:
        return _Callable(models, windows, anthropic_limit_headers(windows))
    return _Callable(models, windows, openai_limit_headers(windows, time.time()))


def _catalogue(services: Services, snapshot: PolicySnapshot) -> list[ModelPolicy]:
    """Return the configured models; what the catalogue does not describe goes by its alias alone."""
    return [snapshot.models.get(alias) or ModelPolicy(alias, pool=alias) for alias in services.pools.aliases]


class TokenCount:
    """``POST /v1/messages/count_tokens``: the number ``message_start`` will say for the same request."""

    def __init__(self, dialect: AnthropicMessages, services: Services) -> None:
        self._dialect = dialect
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        admitter = self._services.admitter
        headers = lower_headers(scope["headers"])
        caller = caller_of(scope, headers)
        try:
            body = await read_body(receive, headers, self._services.limits.max_body_bytes)
            request = self._dialect.parse_count(body, headers)
        except InvalidRequest as fault:
            await admitter.reject(caller, fault)
        except ClientDisconnected:
            return
        principal, _ = await admitter.identify(caller)
        if self._services.pools.resolve_alias(request.model) is None:
            raise unknown_model(request.model).with_windows(principal.windows)
        tokens = estimate_tokens(router_prompt(request))
        await send_json(send, 200, self._dialect.count(tokens), anthropic_limit_headers(principal.windows))


class Health:
    """``GET /health``: whether requests can be served now, and the configured aliases; no internals."""

    def __init__(self, services: Services, version: str) -> None:
        self._services = services
        self._version = version

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        services = self._services
        try:
            catalogue = _catalogue(services, await services.policy.current())
            status, said = 200, "ok"
            models = [model.alias for model in catalogue if model.state == "active"]
        except PolicyUnavailable:
            status, said, models = 503, "unavailable", list(services.pools.aliases)
        await send_json(
            send, status, orjson.dumps({"status": said, "models": models, "version": self._version})
        )
