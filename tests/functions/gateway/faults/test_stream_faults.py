"""Faults of a router in a stream: the client's frames, and the settled event."""

from __future__ import annotations

import time

import orjson
import pytest

from portal.inference.tokens import estimate_tokens
from tests.support.gateway.dialect_cases import (
    CHAT,
    ROUTES,
    body_for,
    error_of,
    frames_of,
    streamed_text,
)
from tests.support.gateway.simulated_stack import PROMPT_TOKENS, TEXT, TEXT_TOKENS, SimulatedStack, accounted


@pytest.mark.parametrize("route", ROUTES)
async def test_connection_drops_in_a_stream(stack: SimulatedStack, route: str) -> None:
    stack.behave(drop_after_tokens=3)
    answer = await stack.ask(route, stream=True)
    assert answer.status_code == 200
    assert error_of(route, frames_of(answer.text)[-1])["message"]
    assert "[DONE]" not in answer.text
    assert "message_stop" not in answer.text
    settled = await stack.settled()
    produced = estimate_tokens("One two three")
    assert accounted(settled) == (
        "failed_after_first_byte",
        200,
        "stream_interrupted",
        PROMPT_TOKENS,
        produced,
        "estimated",
    )


async def test_stream_stalls_after_text(stack: SimulatedStack) -> None:
    stack.behave(stall_after_tokens=3)
    answer = await stack.ask(stream=True)
    assert frames_of(answer.text)[-1]["error"]["code"] == "stream_interrupted"
    settled = await stack.settled()
    assert (settled.outcome, settled.completion_tokens) == (
        "failed_after_first_byte",
        estimate_tokens("One two three"),
    )


@pytest.mark.parametrize("route", ROUTES)
async def test_router_returns_json_instead_of_a_stream(stack: SimulatedStack, route: str) -> None:
    stack.behave(json_instead_of_stream=True)
    answer = await stack.ask(route, stream=True)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert TEXT in answer.text
    assert accounted(await stack.settled()) == ("ok", 200, None, PROMPT_TOKENS, TEXT_TOKENS, "router")


@pytest.mark.parametrize("switch", ["duplicate_done", "omit_done"])
async def test_client_gets_one_terminator(stack: SimulatedStack, switch: str) -> None:
    stack.behave(**{switch: True})
    answer = await stack.ask(stream=True)
    assert answer.text.count("[DONE]") == 1
    assert (await stack.settled()).outcome == "ok"


async def test_stream_without_finish_reason_is_interrupted(stack: SimulatedStack) -> None:
    stack.behave(omit_finish=True)
    answer = await stack.ask(stream=True)
    assert frames_of(answer.text)[-1]["error"]["code"] == "stream_interrupted"
    assert "[DONE]" not in answer.text
    assert (await stack.settled()).outcome == "failed_after_first_byte"


async def test_one_of_several_interleaved_miners_is_used(stack: SimulatedStack) -> None:
    stack.behave(interleave=3)
    answer = await stack.ask(stream=True)
    assert streamed_text(CHAT, frames_of(answer.text)) == TEXT
    assert (await stack.settled()).completion_tokens == TEXT_TOKENS


async def test_tokens_are_not_buffered(stack: SimulatedStack) -> None:
    stack.behave(token_delay_ms=50, text="one two three four five six seven eight nine ten")
    started = time.perf_counter()
    async with stack.client.stream("POST", CHAT, json=body_for(CHAT, stream=True)) as answer:
        arrivals = [
            time.perf_counter() - started
            async for line in answer.aiter_lines()
            if line.startswith("data: {") and orjson.loads(line[6:])["choices"][0]["delta"].get("content")
        ]
    assert len(arrivals) == 10
    # Ten tokens, 50 ms apart: if they arrive together, something buffers.
    assert arrivals[-1] - arrivals[0] > 0.3
