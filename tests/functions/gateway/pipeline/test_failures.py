"""Requests that fail on the router or at their deadline."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from functions.gateway.pipeline.request_bounds import RequestBounds
from portal.errors import RouterRefused, RouterTimedOut, StreamInterrupted
from portal.inference.tokens import estimate_tokens
from portal.pools import Target
from portal.router import RouterCall, TextChunk
from portal.usage.pricing import charged_for
from tests.support.gateway.asgi_client import AsgiClient
from tests.support.gateway.dialect_cases import (
    CHAT,
    ROUTES,
    body_for,
    client_of,
    error_of,
    frames_of,
    streamed_text,
)
from tests.support.gateway.gateways import make_gateway
from tests.support.router.scripted import ScriptedRouter, failing, saying, silent


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("stream", [False, True])
async def test_three_failures_before_the_first_text_are_one_error(route: str, stream: bool) -> None:
    router = ScriptedRouter(failing(RouterTimedOut("The model did not answer in time.")))
    gateway = make_gateway(router, urls=("http://a.internal", "http://b.internal", "http://c.internal"))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=stream))
    assert answer.status_code == 504
    assert error_of(route, answer.json())["message"] == "The model did not answer in time."
    assert "internal" not in answer.text
    assert len({target.url for target, _ in router.calls}) == len(router.calls) == 3
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.status, settled.error_code) == (
        "failed_before_first_byte",
        504,
        "router_timeout",
    )
    assert settled.completion_tokens == 0


async def test_request_refused_by_the_router_is_not_retried() -> None:
    router = ScriptedRouter(failing(RouterRefused("The model refused the request.", upstream_status=400)))
    gateway = make_gateway(router, urls=("http://a.internal", "http://b.internal"))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT))
    assert answer.status_code == 502
    assert len(router.calls) == 1


@pytest.mark.parametrize("route", ROUTES)
async def test_interrupted_stream_ends_with_an_in_band_error(route: str) -> None:
    broken = failing(StreamInterrupted("The model stopped in the middle of its answer."), "It ", "scat")
    router = ScriptedRouter(broken)
    gateway = make_gateway(router, urls=("http://a.internal", "http://b.internal"))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=True))
    assert answer.status_code == 200
    error = error_of(route, frames_of(answer.text)[-1])
    assert "middle of its answer" in error["message"]
    assert "[DONE]" not in answer.text
    assert "message_stop" not in answer.text
    assert '"finish_reason":"stop"' not in answer.text
    assert len(router.calls) == 1
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.status) == ("failed_after_first_byte", 200)
    assert settled.completion_tokens == estimate_tokens("It scat")


@pytest.mark.parametrize("stream", [False, True])
async def test_deadline_ends_a_request_without_text(stream: bool) -> None:
    router = ScriptedRouter(silent())
    gateway = make_gateway(router, bounds=RequestBounds(request_timeout_seconds=0.05))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=stream))
    assert answer.status_code == 504
    assert answer.json()["error"]["code"] == "deadline_exceeded"
    assert router.cancelled == 1
    assert gateway.usage.settled[0].outcome == "deadline"


@pytest.mark.parametrize("route", ROUTES)
async def test_text_delivered_by_the_deadline_is_paid(route: str) -> None:
    router = ScriptedRouter(saying(*["word "] * 100, pause=0.02))
    gateway = make_gateway(router, bounds=RequestBounds(request_timeout_seconds=0.3))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=True))
    (settled,) = gateway.usage.settled
    delivered = streamed_text(route, [frame for frame in frames_of(answer.text) if not frame.get("error")])
    assert (settled.outcome, settled.status) == ("deadline", 200)
    assert settled.completion_tokens == estimate_tokens(delivered) > 0
    assert charged_for(settled.outcome, settled.completion_tokens) != "nothing"


async def test_text_that_was_not_delivered_by_the_deadline_is_free() -> None:
    router = ScriptedRouter(saying(*["word "] * 100, pause=0.02))
    gateway = make_gateway(router, bounds=RequestBounds(request_timeout_seconds=0.3))
    async with client_of(gateway) as client:
        assert (await client.post(CHAT, json=body_for(CHAT))).status_code == 504
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.status, settled.completion_tokens) == ("deadline", 504, 0)
    assert charged_for(settled.outcome, settled.completion_tokens) == "nothing"


async def test_router_that_was_silent_for_its_idle_bound_at_the_deadline_has_failed() -> None:
    async def stalling(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        yield [TextChunk("It scat")]
        await asyncio.Event().wait()

    bounds = RequestBounds(request_timeout_seconds=0.4, router_idle_seconds=0.2)
    gateway = make_gateway(ScriptedRouter(stalling), bounds=bounds)
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=True))
    (settled,) = gateway.usage.settled
    assert frames_of(answer.text)[-1]["error"]["code"] == "deadline_exceeded"
    assert (settled.outcome, settled.error_code) == ("failed_after_first_byte", "deadline_exceeded")
    assert charged_for(settled.outcome, settled.completion_tokens) == "nothing"


async def test_unary_response_that_its_client_does_not_take_is_paid() -> None:
    gateway = make_gateway(
        ScriptedRouter(saying("It scatters.")), bounds=RequestBounds(request_timeout_seconds=0.2)
    )
    client = AsgiClient(
        gateway, CHAT, body_for(CHAT), leaves=lambda received: len(received) >= 1, stops_reading=True
    )
    await client.run()
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.status) == ("client_disconnected", 200)
    assert charged_for(settled.outcome, settled.completion_tokens) != "nothing"


async def test_long_silence_sends_comments_before_the_in_band_error() -> None:
    gateway = make_gateway(
        ScriptedRouter(silent()), bounds=RequestBounds(request_timeout_seconds=0.1, keep_alive_seconds=0.02)
    )
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=True))
    assert answer.status_code == 200
    assert ": keep-alive" in answer.text
    assert frames_of(answer.text)[-1]["error"]["code"] == "deadline_exceeded"
    assert "[DONE]" not in answer.text


@pytest.mark.parametrize("stream", [False, True])
async def test_defect_is_a_500_without_details_and_is_settled(stream: bool) -> None:
    gateway = make_gateway(ScriptedRouter(failing(ZeroDivisionError("http://router.internal:5010"))))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=stream))
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal_error"
    assert "internal:5010" not in answer.text
    assert gateway.usage.settled[0].error_code == "internal_error"
