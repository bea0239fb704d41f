"""``GET /health``: whether requests can be served now, and the configured aliases. It shows no internals."""

from __future__ import annotations

import orjson

from functions.gateway.catalogue.models import configured_models
from functions.gateway.pipeline.http_response import send_json
from functions.gateway.pipeline.services import GatewayServices
from portal.errors import PolicyUnavailable
from portal.web.types import Receive, Scope, Send


class HealthEndpoint:
    """503 while no policy snapshot is usable, because every request is refused then."""

    def __init__(self, services: GatewayServices, version: str) -> None:
        self._services = services
        self._version = version

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        services = self._services
        try:
            models = configured_models(services, await services.policy.current())
            code, status = 200, "ok"
            aliases = [model.alias for model in models if model.state == "active"]
        except PolicyUnavailable:
            code, status, aliases = 503, "unavailable", list(services.pools.aliases)
        body = orjson.dumps({"status": status, "models": aliases, "version": self._version})
        await send_json(send, code, body)
