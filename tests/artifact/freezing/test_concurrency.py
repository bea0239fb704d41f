"""A process that serves requests side by side, and so has several connections to each peer."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from portal.web.tls import client_context
from tests.support.artifacts.deployment import RunningFunction
from tests.support.artifacts.requests import CHAT_PATH, MESSAGES, chat_headers
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.stack import PEERS, FreezableStack

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.timeout(600)]

REQUESTS = 4


async def test_all_of_several_connections_may_break(stack: FreezableStack, key: str) -> None:
    gateway = await stack.start("GatewayFunction", concurrency=REQUESTS)
    assert await statuses(gateway, key) == [200] * REQUESTS
    for fault in Fault:
        async with stack.frozen(gateway.environment.pid, 3.0):
            for peer in PEERS:
                await stack.peers.named(peer).break_open(fault)
        assert await statuses(gateway, key) == [200] * REQUESTS


async def statuses(gateway: RunningFunction, key: str) -> list[int]:
    """Return the statuses of requests that run at the same time."""
    body = {"model": "oss-20b", "messages": MESSAGES, "max_tokens": 2, "stream": True}
    tls = client_context()
    async with httpx.AsyncClient(base_url=gateway.url, verify=tls, trust_env=False, timeout=60) as http:
        requests = [http.post(CHAT_PATH, json=body, headers=chat_headers(key)) for _ in range(REQUESTS)]
        return [response.status_code for response in await asyncio.gather(*requests)]
