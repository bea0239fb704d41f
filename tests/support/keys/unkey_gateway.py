"""A gateway over the stand-in for Unkey, and the official SDKs that call it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import anthropic
import openai

from functions.gateway.api import create_app
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.telemetry.request_log import GatewayRequestLog
from portal.keys.presented_key import present_key
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.key_format import is_possible
from portal.keys.unkey.verifier import UnkeyVerifier
from portal.limits import Limit
from portal.policy import ModelPolicy, PlanPolicy, PolicySnapshot
from portal.policy.cache import PolicyCache
from portal.web.types import ASGIApp, Receive, Scope, Send
from tests.support.gateway.gateways import FixedPolicySource, RecordedUsage, make_services, pool_router
from tests.support.keys.unkey_service import (
    GATEWAY_ROOT_KEY,
    FakeUnkeyService,
    FrozenTime,
    IssuedUnkeyKey,
    unkey_service,
)
from tests.support.router.scripted import ScriptedRouter, saying
from tests.support.servers.asgi import serving

AMPLE = (
    Limit("requests per minute", "key", 1_000, 60),
    Limit("requests per 5 hours", "organization", 2_000, 18_000),
    Limit("requests per week", "organization", 3_000, 604_800),
)


class RequestCounter:
    """ASGI middleware that counts the requests to ``app``."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.requests += 1
        await self.app(scope, receive, send)


@dataclass
class UnkeyGateway:
    """A gateway over Unkey at a time that the test moves. ``counter`` counts its requests."""

    url: str
    counter: RequestCounter
    policy: FixedPolicySource
    unkey: FakeUnkeyService

    async def key(self, *limits: Limit) -> IssuedUnkeyKey:
        return await self.unkey.issue(limits=limits or AMPLE)

    async def use(self, key: IssuedUnkeyKey, times: int) -> None:
        """Count ``times`` requests of ``key`` at Unkey, then start counting requests here."""
        for _ in range(times):
            await self.unkey.verifier.verify(present_key(key.secret), model="oss-20b")
        self.counter.requests = 0

    def change_policy(self, **changes: Any) -> None:
        self.policy.snapshot = replace(self.policy.snapshot, **changes)


@asynccontextmanager
async def unkey_gateway() -> AsyncIterator[UnkeyGateway]:
    # 50 ms before the end of a minute, so that SDKs wait only shortly.
    moment = FrozenTime((time.time() // 60 + 1) * 60 - 0.05)
    async with unkey_service(moment=moment) as unkey:
        plan = PlanPolicy(concurrent_streams=5, monthly_tokens=1_000)
        models = {"oss-20b": ModelPolicy("oss-20b", "oss-20b")}
        source = FixedPolicySource(PolicySnapshot(models=models, plans={"free": plan}))
        connection = UnkeyConnection(GATEWAY_ROOT_KEY, base_url=unkey.url, timeout_seconds=30)
        services = make_services(
            ThrottledVerifier(UnkeyVerifier(connection, clock=moment), is_possible=is_possible),
            PolicyCache(source),
            pool_router("oss-20b"),
            ScriptedRouter(saying("Hello.")),
            RecordedUsage(),
            log=GatewayRequestLog(lambda _: None),
        )
        counter = RequestCounter(create_app(replace(services, close=(connection.close,))))
        async with serving(counter) as url:
            yield UnkeyGateway(url, counter, source, unkey)


Ask = Callable[[UnkeyGateway, IssuedUnkeyKey], Awaitable[Any]]
"""Sends one request with an SDK and returns its result."""


async def ask_openai(gateway: UnkeyGateway, key: IssuedUnkeyKey) -> Any:
    async with openai.AsyncOpenAI(api_key=key.secret, base_url=f"{gateway.url}/v1") as client:
        return await client.chat.completions.with_raw_response.create(
            model="oss-20b", messages=[{"role": "user", "content": "Hello?"}]
        )


async def ask_openai_stream(gateway: UnkeyGateway, key: IssuedUnkeyKey) -> Any:
    async with openai.AsyncOpenAI(api_key=key.secret, base_url=f"{gateway.url}/v1") as client:
        stream = await client.chat.completions.create(
            model="oss-20b", messages=[{"role": "user", "content": "Hello?"}], stream=True
        )
        return [chunk async for chunk in stream]


async def ask_anthropic(gateway: UnkeyGateway, key: IssuedUnkeyKey) -> Any:
    async with anthropic.AsyncAnthropic(api_key=key.secret, base_url=gateway.url) as client:
        return await client.messages.with_raw_response.create(
            model="oss-20b", max_tokens=50, messages=[{"role": "user", "content": "Hello?"}]
        )


async def ask_anthropic_stream(gateway: UnkeyGateway, key: IssuedUnkeyKey) -> Any:
    async with (
        anthropic.AsyncAnthropic(api_key=key.secret, base_url=gateway.url) as client,
        client.messages.stream(
            model="oss-20b", max_tokens=50, messages=[{"role": "user", "content": "Hello?"}]
        ) as stream,
    ):
        return [event async for event in stream]
