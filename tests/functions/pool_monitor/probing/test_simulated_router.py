"""Probes and canaries against the router simulator on a socket, in each of its behaviours."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from functions.pool_monitor.probing.canary import Canaries
from functions.pool_monitor.probing.routers import MonitoredRouter
from functions.pool_monitor.probing.status import open_status_client, probe_status
from local.simulator.app import DEFAULT_KEY
from portal.pools import Target
from portal.router.aiohttp_client import AiohttpRouterClient
from tests.support.router.simulator import set_behaviour, simulated_router
from tests.support.servers.ports import free_port


@pytest.fixture
async def router() -> AsyncIterator[httpx.AsyncClient]:
    async with simulated_router() as client:
        yield client


@pytest.fixture
async def canaries() -> AsyncIterator[Canaries]:
    client = AiohttpRouterClient()
    yield Canaries(client, time.time)
    await client.close()


def target_at(router: httpx.AsyncClient, session: int = 11, key: str = DEFAULT_KEY) -> Target:
    return Target(str(router.base_url).rstrip("/"), session, key, "oss-20b")


@pytest.mark.parametrize(
    ("switches", "outcome", "reason"),
    [
        ({}, "ok", None),
        ({"first_byte_delay_ms": 300}, "ok", None),
        ({"json_instead_of_stream": True}, "ok", None),
        ({"drop_after_tokens": 5}, "ok", None),
        ({"omit_done": True}, "ok", None),
        ({"status": 500}, "rejected", "HTTP 500"),
        ({"status": 429}, "busy", "HTTP 429"),
        ({"status": 503}, "busy", "HTTP 503"),
        ({"status": 401}, "session_refused", "HTTP 401: the auth key is refused"),
        ({"status": 404}, "session_refused", "HTTP 404: the session is unknown"),
        ({"status": 504}, "timed_out", "HTTP 504"),
        ({"stall_after_tokens": 0}, "timed_out", "no first text within 1 s"),
        ({"first_byte_delay_ms": 3000}, "timed_out", "no first text within 1 s"),
        ({"drop_after_tokens": 0}, "unreachable", "no connection"),
        ({"empty": True}, "no_text", "an answer without text"),
        ({"pending": True}, "no_text", "an answer without text"),
    ],
)
async def test_canary_tells_what_the_router_does(
    router: httpx.AsyncClient,
    canaries: Canaries,
    switches: dict[str, Any],
    outcome: str,
    reason: str | None,
) -> None:
    await set_behaviour(router, **switches)
    result = await canaries.send(target_at(router), 0.7)
    assert (result.outcome, result.reason) == (outcome, reason)
    assert (result.ttft_ms is not None) == (outcome == "ok")
    assert result.ended_at - result.started_at < 2
    if "first_byte_delay_ms" in switches and result.ttft_ms is not None:
        assert 300 <= result.ttft_ms < 700


async def test_canary_costs_one_token(router: httpx.AsyncClient, canaries: Canaries) -> None:
    await set_behaviour(router)
    await canaries.send(target_at(router), 2)
    (request,) = (await router.get("/_sim/requests")).json()["data"]
    fields = request["body"]
    assert (request["session_id"], fields["max_tokens"], fields["stream"]) == (11, 1, True)


async def test_canary_to_the_end_sees_a_stream_break(router: httpx.AsyncClient, canaries: Canaries) -> None:
    await set_behaviour(router, drop_after_tokens=4, text="one two three four five six seven")
    result = await canaries.send(target_at(router), 2, to_end=True)
    assert (result.outcome, result.read_to_end) == ("interrupted", True)


async def test_model_that_reasons_first_is_alive(router: httpx.AsyncClient, canaries: Canaries) -> None:
    await set_behaviour(router, control_tokens=True)
    assert (await canaries.send(target_at(router), 2)).outcome == "ok"


async def test_wrong_key_is_a_refused_session(router: httpx.AsyncClient, canaries: Canaries) -> None:
    result = await canaries.send(target_at(router, key="wrong"), 2)
    assert (result.outcome, result.reason) == ("session_refused", "HTTP 401: the auth key is refused")


async def test_nobody_listens(canaries: Canaries) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    result = await canaries.send(Target(url, 1, None, "m"), 2)
    assert (result.outcome, result.reason) == ("unreachable", "no connection")
    async with open_status_client() as http:
        status = await probe_status(MonitoredRouter(url, ("m",), None), http, time.time)
    assert status.refused
    assert status.failure == "no connection (ConnectError)"


async def test_status_of_a_router_and_of_a_wrong_key(router: httpx.AsyncClient) -> None:
    url = str(router.base_url).rstrip("/")
    async with open_status_client() as http:
        up = await probe_status(MonitoredRouter(url, ("m",), DEFAULT_KEY), http, time.time)
        refused = await probe_status(MonitoredRouter(url, ("m",), "wrong"), http, time.time)
    assert (up.failure, up.refused) == (None, False)
    assert (refused.failure, refused.refused) == ("HTTP 401", False)
