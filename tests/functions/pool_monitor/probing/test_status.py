"""What a status response means, and how long it is waited for."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest

from functions.pool_monitor.probing.routers import MonitoredRouter, monitored_routers
from functions.pool_monitor.probing.status import probe_status
from portal.pools import environment as variables
from tests.support.pools.virtual_time import run_in_virtual_time, virtual_clock

ROUTER = MonitoredRouter("http://router", ("m",), "key")


def test_each_router_is_listed_once_with_an_auth_key_it_accepts() -> None:
    pools = variables.pool_map(
        {
            variables.POOLS: '{"a": ["http://one", "http://two"], "b": "http://one"}',
            variables.SESSIONS: '{"a": [1, 2]}',
            variables.MODEL_KEYS: '{"b": "router-key"}',
        }
    )
    assert monitored_routers(pools) == [
        MonitoredRouter("http://one", ("a", "b"), "router-key"),
        MonitoredRouter("http://two", ("a",), None),
    ]


@pytest.mark.parametrize(
    ("response", "failure"),
    [
        (httpx.Response(200, json={"connected_miners": 3}), None),
        (httpx.Response(200, json={"status": "fine"}), None),
        (httpx.Response(200, json={"connected_miners": 0}), "no miner is connected"),
        (httpx.Response(200, text="<html>"), "the response is not JSON"),
        (httpx.Response(503), "HTTP 503"),
        (httpx.Response(302), "HTTP 302"),
    ],
)
async def test_response(response: httpx.Response, failure: str | None) -> None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: response)) as http:
        result = await probe_status(ROUTER, http, time.time)
    assert (result.failure, result.refused) == (failure, False)


def test_silent_router_is_waited_for_two_seconds() -> None:
    async def silent(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async def probe() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(silent)) as http:
            result = await probe_status(ROUTER, http, virtual_clock().wall)
        assert (result.failure, result.refused) == ("no status within 2 s", False)
        assert virtual_clock().time() == pytest.approx(2)

    run_in_virtual_time(probe())
