"""Idle connections of httpx age by wall-clock time; broken ones are replaced without an error."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from portal.connections import SILENT_SECONDS, TRUSTED_SECONDS
from portal.connections.httpx_client import RepeatingTransport, open_client
from portal.web.tls import client_context
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.peer import Answer, Peer, StandingClock, peer_answering

KEEP_ALIVE_SECONDS = 30.0


@pytest.fixture
async def http(peer: Peer, clock: StandingClock) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(peer, clock) as http:
        await http.get("/first")
        yield http


def client_of(peer: Peer, clock: StandingClock, silent_seconds: float = SILENT_SECONDS) -> httpx.AsyncClient:
    transport = RepeatingTransport(
        client_context(),
        keep_alive_seconds=KEEP_ALIVE_SECONDS,
        repeatable=["repeatable"],
        silent_seconds=silent_seconds,
        clock=clock,
    )
    return httpx.AsyncClient(base_url=peer.url, transport=transport, timeout=5)


def slow_second_answer() -> Answer:
    """Return what answers at once, but not the second request."""
    requests = itertools.count(1)

    async def answer(_: Request) -> Response:
        if next(requests) == 2:
            await asyncio.sleep(1)
        return PlainTextResponse("hello")

    return answer


async def test_connection_is_kept_below_its_age(peer: Peer, clock: StandingClock) -> None:
    async with client_of(peer, clock, silent_seconds=5.0) as http:
        for _ in range(4):
            assert (await http.get("/again")).text == "hello"
            clock.now += KEEP_ALIVE_SECONDS - 1
    assert peer.proxy.accepted == 1


async def test_connection_beyond_its_age_is_not_used(
    peer: Peer, http: httpx.AsyncClient, clock: StandingClock
) -> None:
    clock.now += KEEP_ALIVE_SECONDS
    await http.get("/again")
    assert peer.proxy.accepted == 2


@pytest.mark.parametrize("fault", [Fault.CLOSED, Fault.RESET])
@pytest.mark.parametrize("path", ["/repeatable", "/once"])
async def test_ended_connection_is_replaced_before_anything_is_sent(
    peer: Peer, http: httpx.AsyncClient, fault: Fault, path: str
) -> None:
    await peer.proxy.break_open(fault)
    assert (await http.post(path)).text == "hello"
    assert peer.received == ["GET /first", f"POST {path}"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/any"), ("POST", "/rpc/repeatable")])
async def test_repeatable_call_leaves_a_silent_connection(
    peer: Peer, http: httpx.AsyncClient, clock: StandingClock, method: str, path: str
) -> None:
    clock.now += TRUSTED_SECONDS
    await peer.proxy.break_open(Fault.SILENT)
    started = time.monotonic()
    assert (await http.request(method, path)).text == "hello"
    assert SILENT_SECONDS * 0.9 < time.monotonic() - started < 3
    assert peer.received == ["GET /first", f"{method} {path}"]
    assert (await http.request(method, path)).text == "hello"
    assert peer.proxy.accepted == 2


async def test_other_call_never_uses_a_connection_that_may_be_silent(
    peer: Peer, http: httpx.AsyncClient, clock: StandingClock
) -> None:
    clock.now += TRUSTED_SECONDS
    await peer.proxy.break_open(Fault.SILENT)
    assert (await http.post("/once")).text == "hello"
    assert peer.received == ["GET /first", "POST /once"]


async def test_other_call_uses_a_connection_that_was_used_just_now(
    peer: Peer, http: httpx.AsyncClient, clock: StandingClock
) -> None:
    clock.now += TRUSTED_SECONDS - 0.1
    await http.post("/once")
    assert peer.proxy.accepted == 1


async def test_slow_answer_on_the_first_connection_counts(peer: Peer, clock: StandingClock) -> None:
    """A peer that is only slow answers both calls: one answer is returned, none is left open."""
    transport = RepeatingTransport(
        client_context(), keep_alive_seconds=KEEP_ALIVE_SECONDS, silent_seconds=0.0, clock=clock
    )
    async with httpx.AsyncClient(base_url=peer.url, transport=transport, timeout=5) as http:
        await http.get("/first")
        for _ in range(5):
            clock.now += TRUSTED_SECONDS
            assert (await http.get("/again")).text == "hello"
    assert peer.proxy.accepted <= 7


@pytest.mark.parametrize(("method", "path"), [("GET", "/any"), ("POST", "/rpc/repeatable")])
@pytest.mark.parametrize("idle_seconds", [0.0, TRUSTED_SECONDS])
async def test_repeatable_call_survives_a_connection_that_ends_while_it_runs(
    clock: StandingClock, method: str, path: str, idle_seconds: float
) -> None:
    async with peer_answering(slow_second_answer()) as peer, client_of(peer, clock) as http:
        await http.get("/first")
        clock.now += idle_seconds
        call = asyncio.create_task(http.request(method, path))
        await asyncio.sleep(SILENT_SECONDS / 2)
        assert await peer.proxy.break_open(Fault.RESET) == 1
        assert (await call).text == "hello"
        assert peer.received == ["GET /first", f"{method} {path}", f"{method} {path}"]


async def test_other_call_is_never_sent_twice(clock: StandingClock) -> None:
    async with peer_answering(slow_second_answer()) as peer, client_of(peer, clock) as http:
        await http.get("/first")
        call = asyncio.create_task(http.post("/once"))
        await asyncio.sleep(SILENT_SECONDS / 2)
        await peer.proxy.break_open(Fault.RESET)
        with pytest.raises(httpx.ReadError):
            await call
        assert peer.received == ["GET /first", "POST /once"]


async def test_unreachable_server_is_an_error_at_once() -> None:
    async with open_client("http://127.0.0.1:9", timeout=5, keep_alive_seconds=5) as http:
        with pytest.raises(httpx.ConnectError):
            await http.get("http://127.0.0.1:9/")


def test_proxies_of_the_environment_are_used_for_remote_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    remote = open_client("https://project.example.com", timeout=5, keep_alive_seconds=5)
    assert not isinstance(remote._transport, RepeatingTransport)
    local = open_client("http://127.0.0.1:54321", timeout=5, keep_alive_seconds=5)
    assert isinstance(local._transport, RepeatingTransport)
