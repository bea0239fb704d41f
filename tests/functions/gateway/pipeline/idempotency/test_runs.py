"""A request with an ``Idempotency-Key`` runs to its end and is paid once, whatever its client does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from functions.gateway.pipeline.request_bounds import RequestBounds
from portal.errors import StreamInterrupted
from portal.usage.pricing import charged_for
from tests.support.gateway.asgi_client import AsgiClient
from tests.support.gateway.dialect_cases import CHAT, ROUTES, body_for
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.router.scripted import ScriptedRouter, failing, saying, silent

KEY = {"idempotency-key": "order-1"}
WORDS = ("One ", "two ", "three ", "four ")

LEAVES: dict[str, Callable[[list[Any]], bool]] = {
    "before the router is called": lambda _: True,
    "after the first frame": lambda received: len(received) >= 2,
    "after the last frame but one": lambda received: len(received) >= 5,
}


async def ask(
    gateway: GatewayHarness, route: str = CHAT, *, stream: bool = True, **client: Any
) -> AsgiClient:
    asking = AsgiClient(gateway, route, body_for(route, stream=stream), KEY, **client)
    await asking.run()
    return asking


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen within 5 s")


def paid(gateway: GatewayHarness) -> int:
    """Return the number of requests that are paid for."""
    return sum(
        charged_for(event.outcome, event.completion_tokens) != "nothing" for event in gateway.usage.settled
    )


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("leaves", LEAVES)
async def test_run_goes_on_when_its_client_leaves(route: str, stream: bool, leaves: str) -> None:
    router = ScriptedRouter(saying(*WORDS, pause=0.01))
    gateway = make_gateway(router)
    await ask(gateway, route, stream=stream, leaves=LEAVES[leaves])
    again = await ask(gateway, route, stream=stream)
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.status, paid(gateway)) == ("ok", 200, 1)
    assert (len(router.calls), router.cancelled) == (1, 0)
    assert again.status == 200
    assert all(word.strip().encode() in again.body for word in WORDS)


async def test_client_that_stops_reading_does_not_hold_up_the_run() -> None:
    gateway = make_gateway(ScriptedRouter(saying(*WORDS)), bounds=RequestBounds(request_timeout_seconds=0.3))
    slow = asyncio.create_task(ask(gateway, leaves=lambda received: len(received) >= 2, stops_reading=True))
    await until(lambda: bool(gateway.usage.settled))
    again = await ask(gateway)
    assert b"four" in again.body
    assert gateway.usage.settled[0].outcome == "ok"
    slow.cancel()


async def test_client_far_behind_its_stream_is_disconnected_and_the_run_goes_on() -> None:
    gateway = make_gateway(ScriptedRouter(saying(*["x" * 1_000_000] * 6)))
    slow = asyncio.create_task(ask(gateway, leaves=lambda received: len(received) >= 2, stops_reading=True))
    await asyncio.wait_for(slow, 5)
    assert not slow.result().is_complete
    assert (gateway.usage.settled[0].outcome, paid(gateway)) == ("ok", 1)
    assert (await ask(gateway)).body.count(b"x" * 1_000_000) == 6


async def test_run_without_its_client_counts_as_a_stream() -> None:
    gateway = make_gateway(ScriptedRouter(saying(*WORDS, pause=0.1)))
    running = asyncio.create_task(ask(gateway, leaves=lambda _: True))
    await asyncio.sleep(0.15)
    streams = gateway.services.admitter._streams
    assert streams.count(gateway.usage.admitted[0].organization_id) == 1
    await running
    assert streams.count(gateway.usage.admitted[0].organization_id) == 0


async def test_stream_cut_off_by_the_deadline_is_paid_once_and_replayed() -> None:
    router = ScriptedRouter(saying(*WORDS, pause=0.2))
    gateway = make_gateway(router, bounds=RequestBounds(request_timeout_seconds=0.5))
    first, again = await ask(gateway), await ask(gateway)
    (settled,) = gateway.usage.settled
    assert (settled.outcome, paid(gateway), len(router.calls)) == ("deadline", 1, 1)
    assert b"two" in first.body
    assert b"deadline_exceeded" in first.body
    assert again.body == first.body


@pytest.mark.parametrize("script", [failing(StreamInterrupted("no"), "One "), silent()])
async def test_free_run_frees_the_key(script: Any) -> None:
    router = ScriptedRouter(script, saying(*WORDS))
    gateway = make_gateway(router, bounds=RequestBounds(request_timeout_seconds=0.3))
    await ask(gateway)
    assert paid(gateway) == 0
    again = await ask(gateway)
    assert b"four" in again.body
    assert paid(gateway) == 1


async def test_long_run_keeps_its_claim() -> None:
    router = ScriptedRouter(saying(*WORDS, pause=0.2))
    gateway = make_gateway(router, lease_seconds=0.2)
    running = asyncio.create_task(ask(gateway))
    await asyncio.sleep(0.5)
    assert (await ask(gateway)).status == 409
    assert b"four" in (await running).body
    assert len(router.calls) == 1


async def test_run_that_lost_its_claim_ends_for_free() -> None:
    router = ScriptedRouter(saying(*WORDS, pause=0.2), saying(*WORDS))
    gateway = make_gateway(router, lease_seconds=0.2)
    running = asyncio.create_task(ask(gateway))
    await asyncio.sleep(0.25)
    gateway.stored_responses.down = True  # the claim cannot be renewed, and expires
    await asyncio.sleep(0.25)
    gateway.stored_responses.down = False
    taken_over = await ask(gateway)
    lost = await running
    assert b"four" in taken_over.body
    assert b"taken over" in lost.body
    assert [event.outcome for event in gateway.usage.settled] == ["ok", "failed_after_first_byte"]
    assert paid(gateway) == 1


async def test_run_that_finds_its_claim_lost_at_the_end_is_not_paid() -> None:
    router = ScriptedRouter(saying(*WORDS, pause=0.1), saying(*WORDS))
    gateway = make_gateway(router, lease_seconds=0.2)
    running = asyncio.create_task(ask(gateway))
    await asyncio.sleep(0.05)
    gateway.stored_responses.down = True
    await asyncio.sleep(0.31)
    gateway.stored_responses.down = False
    await ask(gateway)
    await running
    assert len(router.calls) == 2
    assert paid(gateway) == 1


async def test_shutdown_ends_the_run_for_free_and_tells_the_client() -> None:
    gateway = make_gateway(ScriptedRouter(saying(*WORDS * 100, pause=0.01)))
    client = AsgiClient(gateway, CHAT, body_for(CHAT, stream=True), KEY)
    running = asyncio.create_task(client.run())
    await until(lambda: len(client.received) >= 5)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert b"service_unavailable" in client.body
    assert (gateway.usage.settled[0].outcome, paid(gateway)) == ("failed_after_first_byte", 0)


async def test_response_whose_storage_takes_two_attempts_is_stored() -> None:
    router = ScriptedRouter(saying(*WORDS, pause=0.02))
    gateway = make_gateway(router)
    running = asyncio.create_task(ask(gateway))
    await asyncio.sleep(0.04)
    gateway.stored_responses.down = True
    await asyncio.sleep(0.2)
    gateway.stored_responses.down = False
    await running
    assert b"four" in (await ask(gateway)).body
    assert (len(router.calls), paid(gateway)) == (1, 1)


async def test_without_a_key_the_run_ends_with_its_client_and_what_it_produced_is_paid() -> None:
    router = ScriptedRouter(saying(*WORDS, pause=0.05))
    gateway = make_gateway(router)
    client = AsgiClient(
        gateway, CHAT, body_for(CHAT, stream=True), leaves=lambda received: len(received) >= 3
    )
    await client.run()
    (settled,) = gateway.usage.settled
    assert (settled.outcome, paid(gateway), router.cancelled) == ("client_disconnected", 1, 1)
    assert settled.completion_tokens > 0
