"""Both transports bound each call, and find connections that broke meanwhile."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from portal.connections import SILENT_SECONDS, TRUSTED_SECONDS
from portal.connections.aws import KEEP_ALIVE_SECONDS, AwsTransport, AwsUnreachable
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.connections.aws.httpx_transport import HttpxAwsTransport
from portal.connections.httpx_client import RepeatingTransport
from portal.web.tls import client_context
from tests.portal.connections.aws.conftest import OpenTransport
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.peer import Peer, StandingClock, peer_answering
from tests.support.servers.connections import Connections, never_answer


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(params=["aiohttp", "httpx"])
async def transport(request: pytest.FixtureRequest, clock: StandingClock) -> AsyncIterator[AwsTransport]:
    transport: AwsTransport
    if request.param == "aiohttp":
        transport = AiohttpAwsTransport(clock=clock)
    else:
        aging = RepeatingTransport(client_context(), keep_alive_seconds=KEEP_ALIVE_SECONDS, clock=clock)
        transport = HttpxAwsTransport(httpx.AsyncClient(transport=aging, timeout=None))
    yield transport
    await transport.close()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """Answer with the body that was sent, after the seconds that the path names."""

    async def answer(request: Request) -> Response:
        if request.url.path == "/moved":
            return RedirectResponse("/elsewhere", 307)
        return PlainTextResponse(await request.body() or "nothing", 202)

    async with peer_answering(answer) as peer:
        yield peer


async def post(transport: AwsTransport, url: str, *, repeatable: bool = False) -> tuple[int, bytes]:
    return await transport.post(
        url, {"x-amz-date": "now"}, b"body", timeout_seconds=2.0, repeatable=repeatable
    )


async def test_answer_has_status_and_body(peer: Peer, transport: AwsTransport) -> None:
    assert await post(transport, f"{peer.url}/") == (202, b"body")
    assert await transport.get(f"{peer.url}/credentials", {}, timeout_seconds=1.0) == (202, b"nothing")
    assert peer.received == ["POST /", "GET /credentials"]


async def test_redirect_is_not_followed(peer: Peer, transport: AwsTransport) -> None:
    """It would take the signature, and a session token, to another server."""
    assert (await post(transport, f"{peer.url}/moved"))[0] == 307
    assert peer.received == ["POST /moved"]


async def test_connection_is_kept_below_its_age(
    peer: Peer, transport: AwsTransport, clock: StandingClock
) -> None:
    for _ in range(3):
        await post(transport, f"{peer.url}/", repeatable=True)
        clock.now += KEEP_ALIVE_SECONDS - 1
    assert peer.proxy.accepted == 1
    clock.now += 1
    await post(transport, f"{peer.url}/", repeatable=True)
    assert peer.proxy.accepted == 2


@pytest.mark.parametrize("fault", Fault)
async def test_repeatable_call_survives_a_broken_connection(
    peer: Peer, transport: AwsTransport, clock: StandingClock, fault: Fault
) -> None:
    await post(transport, f"{peer.url}/")
    clock.now += TRUSTED_SECONDS
    await peer.proxy.break_open(fault)
    started = time.monotonic()
    assert await post(transport, f"{peer.url}/", repeatable=True) == (202, b"body")
    assert time.monotonic() - started < SILENT_SECONDS + 0.5
    assert len(peer.received) == 2


@pytest.mark.parametrize("fault", Fault)
async def test_other_call_is_sent_once_on_a_connection_that_lives(
    peer: Peer, transport: AwsTransport, clock: StandingClock, fault: Fault
) -> None:
    await post(transport, f"{peer.url}/")
    clock.now += TRUSTED_SECONDS
    await peer.proxy.break_open(fault)
    started = time.monotonic()
    assert await post(transport, f"{peer.url}/") == (202, b"body")
    assert time.monotonic() - started < 0.5
    assert len(peer.received) == 2


async def test_silent_peer_is_given_up_in_time(open_transport: OpenTransport) -> None:
    async with Connections(never_answer) as silent:
        url = f"http://{silent.address}"
        transport = open_transport(url)
        started = time.monotonic()
        with pytest.raises(AwsUnreachable, match=r"0\.2 s"):
            await transport.post(url, {}, b"", timeout_seconds=0.2, repeatable=True)
        assert time.monotonic() - started < 0.7


async def test_closed_port_is_unreachable(open_transport: OpenTransport) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/"
        with pytest.raises(AwsUnreachable):
            await open_transport(url).post(url, {}, b"", timeout_seconds=1.0)


async def test_close_does_not_wait_for_calls_under_way(open_transport: OpenTransport) -> None:
    async with Connections(never_answer) as silent:
        url = f"http://{silent.address}"
        transport = open_transport(url)
        call = asyncio.create_task(transport.post(url, {}, b"", timeout_seconds=1.0))
        await asyncio.sleep(0.05)
        started = time.monotonic()
        await transport.close()
        assert time.monotonic() - started < 0.5
        with pytest.raises(AwsUnreachable):
            await call
