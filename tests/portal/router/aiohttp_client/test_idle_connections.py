"""An idle connection is known to be alive before a completion is sent on it, and none is sent twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.connections import SILENT_SECONDS, TRUSTED_SECONDS
from portal.pools import Target
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.aiohttp_connections import KEEP_ALIVE_SECONDS
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.peer import Peer, StandingClock, peer_answering
from tests.support.router.calls import ANSWER, STREAMED, UNARY, text

CHECK = "GET /api/v1/status"
COMPLETION = "POST /api/v3/completions"
SLOW_SECONDS = 0.5


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """A router whose first token takes longer than a silent connection is waited for."""

    async def answer(request: Request) -> Response:
        if request.method == "GET":
            return JSONResponse({"error": "not listed"}, 404)  # any answer will do
        await asyncio.sleep(SLOW_SECONDS)
        return Response(ANSWER, media_type="application/json")

    async with peer_answering(answer) as peer:
        yield peer


@pytest.fixture
async def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
async def client(peer: Peer, clock: StandingClock) -> AsyncIterator[AiohttpRouterClient]:
    client = AiohttpRouterClient(clock=clock)
    assert await text(client, Target(peer.url), UNARY) == "Hello"
    peer.received.clear()
    yield client
    await client.close()


@pytest.mark.parametrize("call", [UNARY, STREAMED])
@pytest.mark.parametrize(
    ("idle_seconds", "received", "connections"),
    [
        (0.0, [COMPLETION], 1),
        (TRUSTED_SECONDS, [CHECK, COMPLETION], 1),
        (KEEP_ALIVE_SECONDS - 0.1, [CHECK, COMPLETION], 1),
        (KEEP_ALIVE_SECONDS, [COMPLETION], 2),
        (3600.0, [COMPLETION], 2),
    ],
)
async def test_idle_connection_is_checked_once(
    peer: Peer,
    client: AiohttpRouterClient,
    clock: StandingClock,
    call: object,
    idle_seconds: float,
    received: list[str],
    connections: int,
) -> None:
    clock.now += idle_seconds
    assert await text(client, Target(peer.url), call) == "Hello"  # type: ignore[arg-type]
    assert peer.received == received
    assert peer.proxy.accepted == connections


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("idle_seconds", [TRUSTED_SECONDS, KEEP_ALIVE_SECONDS])
async def test_broken_connection_costs_little_and_the_completion_runs_once(
    peer: Peer, client: AiohttpRouterClient, clock: StandingClock, fault: Fault, idle_seconds: float
) -> None:
    clock.now += idle_seconds
    assert await peer.proxy.break_open(fault) == 1
    started = time.monotonic()
    assert await text(client, Target(peer.url), STREAMED) == "Hello"
    assert time.monotonic() - started < SLOW_SECONDS + SILENT_SECONDS + 0.5
    assert peer.received == [COMPLETION]
    assert peer.proxy.accepted == 2


async def test_check_carries_the_key_of_the_target(peer: Peer, clock: StandingClock) -> None:
    keys: list[str | None] = []

    async def answer(request: Request) -> Response:
        keys.append(request.headers.get("authorization"))
        return Response(ANSWER, media_type="application/json")

    async with peer_answering(answer) as router:
        client = AiohttpRouterClient(clock=clock)
        target = Target(router.url, auth_key="secret")
        for _ in range(2):
            await text(client, target, UNARY)
            clock.now += TRUSTED_SECONDS
        await client.close()
    assert router.received == [COMPLETION, CHECK, COMPLETION]
    assert keys == ["Bearer secret"] * 3


async def test_no_connection_is_used_instead_of_the_one_that_was_checked(clock: StandingClock) -> None:
    """The router ends each connection after a check."""

    async def answer(request: Request) -> Response:
        if request.method == "GET":
            return JSONResponse({}, headers={"connection": "close"})
        await asyncio.sleep(0.05)  # so that calls need connections of their own
        return Response(ANSWER, media_type="application/json")

    async with peer_answering(answer) as router:
        client, target = AiohttpRouterClient(clock=clock), Target(router.url)
        await asyncio.gather(*(text(client, target, UNARY) for _ in range(4)))
        assert router.proxy.accepted == 4
        router.received.clear()
        clock.now += TRUSTED_SECONDS
        assert await text(client, target, UNARY) == "Hello"
        await client.close()
    assert router.received == [CHECK, CHECK, COMPLETION]
    assert router.proxy.accepted == 5
