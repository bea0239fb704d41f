"""Client, gateway and router simulator on real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from functions.gateway.pipeline.request_bounds import RequestBounds
from local.simulator.app import Simulator
from local.simulator.behaviour import RouterBehaviour
from local.simulator.model.prose import split_tokens
from portal.inference import TokenSource
from portal.inference.tokens import estimate_tokens
from portal.pools.routing import PoolRouter
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds
from portal.usage import Outcome, Settled
from tests.support.gateway.dialect_cases import (
    CHAT,
    body_for,
)
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.servers.asgi import serving

TEXT = "One two three four five six."


TEXT_TOKENS = len(split_tokens(TEXT))


PROMPT_TOKENS = estimate_tokens("Why is the sky blue?")


@dataclass
class SimulatedStack:
    """``client`` has the gateway's valid key."""

    gateway: GatewayHarness
    simulator: Simulator
    client: httpx.AsyncClient

    def behave(self, **switches: Any) -> None:
        """Set the simulator's behaviour: ``TEXT`` without delay, changed by ``switches``."""
        defaults = {"first_byte_delay_ms": 0, "token_delay_ms": 1, "text": TEXT}
        self.simulator.behaviour = RouterBehaviour(**{**defaults, **switches})

    async def ask(self, route: str = CHAT, **body: Any) -> httpx.Response:
        return await self.client.post(route, json=body_for(route, **body))

    async def settled(self, count: int = 1) -> Settled:
        """Return the last settled event once there are ``count``; it is recorded after the last byte."""
        for _ in range(300):
            if len(self.gateway.usage.settled) == count:
                return self.gateway.usage.settled[-1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"{len(self.gateway.usage.settled)} settled, {count} expected")


@asynccontextmanager
async def simulated_stack(pools: Callable[[str], PoolRouter] | None = None) -> AsyncIterator[SimulatedStack]:
    """Yield a running stack whose router has short timeouts and answers at once.

    ``pools`` makes the pools for the router's URL, if not those of ``make_gateway``.
    """
    simulator = Simulator("router-key")
    bounds = RouterBounds(connect_seconds=0.5, first_byte_seconds=0.5, idle_seconds=0.5)
    async with serving(simulator.app()) as router_url:
        gateway = make_gateway(
            AiohttpRouterClient(bounds),
            urls=[router_url],
            bounds=RequestBounds(request_timeout_seconds=60),
            pools=None if pools is None else pools(router_url),
        )
        async with (
            serving(gateway.app) as url,
            httpx.AsyncClient(base_url=url, headers=gateway.authorization, timeout=10) as client,
        ):
            stack = SimulatedStack(gateway, simulator, client)
            stack.behave()
            yield stack


def accounted(settled: Settled) -> tuple[Outcome, int, str | None, int, int, TokenSource]:
    return (
        settled.outcome,
        settled.status,
        settled.error_code,
        settled.prompt_tokens,
        settled.completion_tokens,
        settled.token_source,
    )


async def until_cancelled(stack: SimulatedStack) -> None:
    for _ in range(100):
        if stack.simulator.recorded.requests[-1].outcome == "cancelled":
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the router call was not cancelled")
