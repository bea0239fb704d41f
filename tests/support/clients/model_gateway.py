"""A gateway for customers' programs, before a simulated model that calls tools, on real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from local.simulator.app import Simulator
from local.simulator.behaviour import RouterBehaviour
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.web.types import ASGIApp, Receive, Scope, Send
from tests.support.gateway.gateways import make_gateway, pool_router
from tests.support.sdk.probing import WIDE_LIMITS
from tests.support.servers.asgi import serving

MODEL = "oss-20b"


@dataclass
class ModelGateway:
    """``routes`` are the paths that were asked for; ``bodies`` what reached the model."""

    simulator: Simulator
    key: str
    url: str = ""
    routes: set[str] = field(default_factory=set)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [each.body for each in self.simulator.recorded.requests]

    def recording(self, app: ASGIApp) -> ASGIApp:
        async def recorded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                self.routes.add(scope["path"])
            await app(scope, receive, send)

        return recorded


@asynccontextmanager
async def model_gateway() -> AsyncIterator[ModelGateway]:
    """Serve a gateway whose model answers at once."""
    simulator = Simulator("router-key")
    simulator.behaviour = RouterBehaviour(first_byte_delay_ms=0, token_delay_ms=0)
    async with serving(simulator.app()) as router_url:
        pools = pool_router(MODEL, urls=[router_url], on_v4=[MODEL])
        gateway = make_gateway(AiohttpRouterClient(), pools=pools)
        served = ModelGateway(simulator, gateway.new_key(limits=WIDE_LIMITS))
        async with serving(served.recording(gateway.app)) as served.url:
            yield served
