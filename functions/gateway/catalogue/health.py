"""``GET /health``: whether requests can be served now, how each model serves and what it can be asked for.

It shows no internals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from functions.gateway.catalogue.models import configured_models
from functions.gateway.pipeline.http_response import send_json
from functions.gateway.pipeline.services import GatewayServices
from portal.errors import PolicyUnavailable
from portal.inference import Feature
from portal.policy import ModelPolicy
from portal.policy.model_status import model_status, service_status
from portal.pool_health import PoolServingState
from portal.pool_health.history import ServingHistory
from portal.web.types import Receive, Scope, Send

_NOT_MEASURED = ServingHistory()


@dataclass(frozen=True, slots=True)
class _ModelHealth:
    model: ModelPolicy
    status: PoolServingState


class HealthEndpoint:
    """503 while no model can serve, or no policy snapshot is usable: every request is refused then.

    A ``degraded`` service answers 200, so that a monitor or load balancer keeps sending requests.
    """

    def __init__(self, services: GatewayServices, version: str) -> None:
        self._services = services
        self._version = version

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        try:
            models = await self._models()
            histories = await self._services.history.current()
        except PolicyUnavailable:
            aliases = self._services.pools.aliases
            models = [_ModelHealth(ModelPolicy(alias, pool=alias), "unavailable") for alias in aliases]
            histories = None
        offered = [each for each in models if each.model.state == "active"]
        status = service_status([each.status for each in offered])
        body = {
            "status": "ok" if status == "operational" else status,
            "models": [each.model.alias for each in offered],
            "model_status": _entries(models, histories or {}, self._services.pools.features_of),
            "version": self._version,
        }
        await send_json(send, 503 if status == "unavailable" else 200, orjson.dumps(body))

    async def _models(self) -> list[_ModelHealth]:
        """Return the configured models with their status. Raises PolicyUnavailable."""
        services = self._services
        snapshot = await services.policy.current()
        return [
            _ModelHealth(
                model,
                model_status(model, snapshot, [each.id for each in services.pools.targets(model.alias)]),
            )
            for model in configured_models(services, snapshot)
        ]


def _entries(
    models: Sequence[_ModelHealth],
    histories: Mapping[str, ServingHistory],
    features_of: Callable[[str], frozenset[Feature]],
) -> list[dict[str, Any]]:
    return [
        {
            "id": each.model.alias,
            "status": each.status,
            "capabilities": sorted(features_of(each.model.alias)),
            **_windows(histories.get(each.model.alias, _NOT_MEASURED)),
        }
        for each in models
    ]


def _windows(history: ServingHistory) -> dict[str, Any]:
    windows = {
        "last_30_minutes": history.last_30_minutes,
        "last_24_hours": history.last_24_hours,
        "last_30_days": history.last_30_days,
    }
    return {
        name: {
            "uptime": window.uptime,
            "ttft_p50_ms": window.ttft_p50_ms,
            "ttft_p95_ms": window.ttft_p95_ms,
        }
        for name, window in windows.items()
    }
