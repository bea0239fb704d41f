"""Usage reaches the queue quickly over whatever connection is left."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.connections import SILENT_SECONDS
from portal.connections.aws import KEEP_ALIVE_SECONDS
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.usage.sqs import SqsQueue
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.peer import Peer, StandingClock, peer_answering


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """A queue that confirms every message."""

    async def answer(request: Request) -> Response:
        body: str = (await request.json())["MessageBody"]
        digest = hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
        return JSONResponse({"MessageId": "1", "MD5OfMessageBody": digest})

    async with peer_answering(answer) as peer:
        yield peer


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
async def queue(peer: Peer, clock: StandingClock) -> AsyncIterator[SqsQueue]:
    transport = AiohttpAwsTransport(clock=clock)
    queue = SqsQueue(f"{peer.url}/123456789012/usage", transport, endpoint=peer.url)
    await queue.send(b"first")
    yield queue
    await transport.close()


async def test_connection_is_kept_below_its_age(peer: Peer, queue: SqsQueue, clock: StandingClock) -> None:
    for _ in range(3):
        clock.now += KEEP_ALIVE_SECONDS - 1
        await queue.send(b"again")
    assert len(peer.received) == 4
    assert peer.proxy.accepted == 1


async def test_connection_beyond_its_age_is_not_used(
    peer: Peer, queue: SqsQueue, clock: StandingClock
) -> None:
    clock.now += KEEP_ALIVE_SECONDS
    await queue.send(b"again")
    assert peer.proxy.accepted == 2


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("idle_seconds", [0.0, 3.0, KEEP_ALIVE_SECONDS])
async def test_broken_connection_costs_little(
    peer: Peer, queue: SqsQueue, clock: StandingClock, fault: Fault, idle_seconds: float
) -> None:
    clock.now += idle_seconds
    await peer.proxy.break_open(fault)
    started = time.monotonic()
    await queue.send(b"again")
    assert time.monotonic() - started < SILENT_SECONDS + 0.5
    assert len(peer.received) == 2
