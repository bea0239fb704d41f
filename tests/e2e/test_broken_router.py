"""A router of three breaks while several gateways serve: their clients see nothing of it.

Real processes: three gateways with memory of their own, the pool monitor, the shared table, three simulated
routers whose sessions take one request at a time.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.product.accounting import create_prepaid_customer, database
from tests.support.product.processes import product_processes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

GATEWAYS = ROUTERS = 3
KNOWN_SECONDS = 12.0
"""How long the broken router may be tried: until the monitor knows it, and every gateway has read it."""

_QUICK = {"first_byte_delay_ms": 100, "token_delay_ms": 5}
_CANARY = "canary"
_PAUSE_SECONDS = 0.3
"""Between two requests of a client: the six sessions of the model are used to less than a half."""


@dataclass
class SteadyClients:
    """One streaming and one unary client of each gateway. ``seen`` counts how their requests ended."""

    urls: Sequence[str]
    api_key: str
    seen: Counter[str] = field(default_factory=Counter)

    async def run(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        async with httpx.AsyncClient(
            headers={"authorization": f"Bearer {self.api_key}"}, timeout=30, trust_env=False
        ) as http:
            clients = (
                self._client(http, url, deadline, stream=stream)
                for url in self.urls
                for stream in (True, False)
            )
            await asyncio.gather(*clients)

    async def _client(self, http: httpx.AsyncClient, url: str, deadline: float, *, stream: bool) -> None:
        while time.monotonic() < deadline:
            body = {
                "model": "oss-20b",
                "messages": [{"role": "user", "content": "Why is the sky blue?"}],
                "max_tokens": 20,
                "stream": stream,
            }
            answer = await http.post(f"{url}/v1/chat/completions", json=body)
            self.seen[_ending(answer, stream=stream)] += 1
            await asyncio.sleep(_PAUSE_SECONDS)


def _ending(answer: httpx.Response, *, stream: bool) -> str:
    kind = "stream" if stream else "whole"
    complete = "[DONE]" in answer.text if stream else '"content"' in answer.text
    if answer.status_code == httpx.codes.OK and complete and '"error"' not in answer.text:
        return kind
    return f"{kind}: {answer.status_code} {answer.text[-200:]}"


async def set_behaviour(url: str, **switches: Any) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        (await http.put(f"{url}/_sim/behaviour", json={**_QUICK, **switches})).raise_for_status()


async def customers_requests(url: str, seconds: float) -> list[dict[str, Any]]:
    """Return the requests that are no canaries of a router in the next seconds."""
    async with httpx.AsyncClient(trust_env=False) as http:
        await http.delete(f"{url}/_sim/requests")
        await asyncio.sleep(seconds)
        requests = (await http.get(f"{url}/_sim/requests")).json()["data"]
    return [request for request in requests if request["body"].get("client_reference") != _CANARY]


async def test_clients_of_several_gateways_see_no_error_of_a_broken_router(tmp_path: Path) -> None:
    with product_processes(tmp_path, routers=ROUTERS, gateways=GATEWAYS) as processes:
        first, second, third = processes.addresses.router_urls
        async with database(processes) as store:
            api_key = await create_prepaid_customer(processes, store, 10**12)
        for url in (first, second, third):
            await set_behaviour(url)
        clients = SteadyClients(processes.gateway_urls, api_key)
        load = asyncio.create_task(clients.run(2 * KNOWN_SECONDS + 18))
        await asyncio.sleep(4)
        await set_behaviour(second, black_hole=True)
        await asyncio.sleep(KNOWN_SECONDS)
        assert await customers_requests(second, 4) == []
        await set_behaviour(second)
        await asyncio.sleep(2)
        await set_behaviour(third, status=500)
        await asyncio.sleep(KNOWN_SECONDS)
        assert await customers_requests(third, 4) == []
        await load
    assert set(clients.seen) == {"stream", "whole"}, clients.seen
    assert clients.seen.total() > 100
