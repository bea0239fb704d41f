"""Idle connections of aiohttp age by wall-clock time, and one that has ended is not used."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from yarl import URL

from portal.connections.aiohttp_connector import AgingConnector
from tests.support.freezing.peer import Peer, StandingClock

KEEP_ALIVE_SECONDS = 4.0


@pytest.fixture
async def connector(clock: StandingClock) -> AsyncIterator[AgingConnector]:
    connector = AgingConnector(KEEP_ALIVE_SECONDS, clock=clock)
    yield connector
    await connector.close()


@pytest.fixture
async def session(connector: AgingConnector) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=connector) as session:
        yield session


async def post(session: aiohttp.ClientSession, peer: Peer) -> None:
    async with session.post(peer.url) as response:
        assert await response.text() == "hello"


async def test_connection_is_kept_below_its_age(
    peer: Peer, connector: AgingConnector, session: aiohttp.ClientSession, clock: StandingClock
) -> None:
    url = URL(peer.url)
    assert connector.idle_seconds(url) is None
    await post(session, peer)
    clock.now += KEEP_ALIVE_SECONDS - 1
    assert connector.idle_seconds(url) == KEEP_ALIVE_SECONDS - 1
    await post(session, peer)
    assert connector.idle_seconds(url) == 0
    assert peer.proxy.accepted == 1


async def test_connection_beyond_its_age_is_not_used(
    peer: Peer, connector: AgingConnector, session: aiohttp.ClientSession, clock: StandingClock
) -> None:
    await post(session, peer)
    clock.now += KEEP_ALIVE_SECONDS
    assert connector.idle_seconds(URL(peer.url)) is None
    await post(session, peer)
    assert peer.proxy.accepted == 2


async def test_age_is_that_of_each_connection(
    peer: Peer, connector: AgingConnector, session: aiohttp.ClientSession, clock: StandingClock
) -> None:
    """Two connections; one of them goes on being used. The other one must not be taken for young."""
    await asyncio.gather(post(session, peer), post(session, peer))
    assert peer.proxy.accepted == 2
    clock.now += KEEP_ALIVE_SECONDS - 1
    await post(session, peer)
    clock.now += 2
    await asyncio.gather(post(session, peer), post(session, peer))
    assert peer.proxy.accepted == 3


async def test_ended_connection_is_not_used_although_the_event_loop_has_not_seen_it(
    peer: Peer, session: aiohttp.ClientSession, clock: StandingClock
) -> None:
    await post(session, peer)
    clock.now += 1
    (link,) = peer.proxy._links
    # Sent at once, while this event loop, which the client shares, does nothing: as if it were frozen.
    link.writer.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
    await post(session, peer)
    assert peer.proxy.accepted == 2


async def test_idle_connections_can_be_dropped(
    peer: Peer, connector: AgingConnector, session: aiohttp.ClientSession
) -> None:
    await asyncio.gather(post(session, peer), post(session, peer))
    connector.drop_idle(URL(peer.url))
    assert connector.idle_seconds(URL(peer.url)) is None
    await post(session, peer)
    assert peer.proxy.accepted == 3


async def test_choosing_a_connection_takes_microseconds(
    peer: Peer, connector: AgingConnector, session: aiohttp.ClientSession
) -> None:
    """Sixty-four idle connections, as an environment with many concurrent requests has them."""
    await asyncio.gather(*(post(session, peer) for _ in range(64)))
    url = URL(peer.url)
    started = time.perf_counter()
    for _ in range(1000):
        connector.idle_seconds(url)
    assert (time.perf_counter() - started) / 1000 < 0.0005
