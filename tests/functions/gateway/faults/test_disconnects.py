"""Clients that disconnect or do not read, and shutdowns."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import orjson
import pytest

from functions.gateway.pipeline.request_bounds import RequestBounds
from local.simulator.model.prose import split_tokens
from portal.errors import StreamInterrupted
from portal.inference.tokens import estimate_tokens
from portal.pools import Target
from portal.router import RouterCall, TextChunk
from portal.usage import Settled
from tests.support.gateway.dialect_cases import (
    CHAT,
    body_for,
)
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.gateway.simulated_stack import SimulatedStack, until_cancelled
from tests.support.router.scripted import ScriptedRouter, failing, saying, silent


async def test_disconnect_in_a_stream_cancels_the_router_call(stack: SimulatedStack) -> None:
    stack.behave(token_delay_ms=20, text="word " * 500)
    async with stack.client.stream("POST", CHAT, json=body_for(CHAT, stream=True)) as answer:
        received = ""
        async for text in answer.aiter_text():
            received += text
            if received.count('"content":') > 5:
                break
    disconnected_at = time.perf_counter()
    settled = await stack.settled()
    assert time.perf_counter() - disconnected_at < 1
    assert (settled.outcome, settled.status, settled.error_code) == (
        "client_disconnected",
        200,
        "client_gone",
    )
    assert 4 <= settled.completion_tokens < 100
    await until_cancelled(stack)


async def test_disconnect_before_a_unary_response_cancels_the_call(stack: SimulatedStack) -> None:
    stack.behave(token_delay_ms=20, text="word " * 500)
    with pytest.raises(httpx.ReadTimeout):
        await stack.client.post(CHAT, json=body_for(CHAT), timeout=httpx.Timeout(10, read=0.2))
    settled = await stack.settled()
    assert (settled.outcome, settled.status) == ("client_disconnected", 499)
    await until_cancelled(stack)


async def test_client_that_does_not_read_blocks_the_router(stack: SimulatedStack) -> None:
    text = "words " * 60_000
    stack.behave(token_delay_ms=0, text=text)
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(slow, ("127.0.0.1", stack.client.base_url.port))
    reader, writer = await asyncio.open_connection(sock=slow, limit=4096)
    body = orjson.dumps(body_for(CHAT, stream=True))
    head = f"POST {CHAT} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {stack.gateway.key}\r\n"
    writer.write(f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body)
    assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
    request = stack.simulator.recorded.requests[-1]
    sent_tokens = -1
    while sent_tokens != request.tokens:
        sent_tokens = request.tokens
        await asyncio.sleep(0.5)
    assert request.outcome == "open"
    assert sent_tokens < len(split_tokens(text))
    writer.close()
    assert (await stack.settled()).outcome == "client_disconnected"
    await until_cancelled(stack)


def asgi_request(gateway: GatewayHarness, body: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """Return the scope and ``receive`` of a request whose client never leaves."""
    raw = [orjson.dumps(body)]

    async def receive() -> Any:
        if raw:
            return {"type": "http.request", "body": raw.pop()}
        return await asyncio.Event().wait()

    headers = [(b"authorization", f"Bearer {gateway.key}".encode())]
    scope = {"type": "http", "method": "POST", "path": CHAT, "headers": headers}
    return {**scope, "query_string": b"", "root_path": ""}, receive


async def test_client_that_does_not_read_until_the_deadline_is_charged() -> None:
    """Reading slowly must not make a response free; what was sent is settled."""
    router = ScriptedRouter(saying("One ", "two ", "three ", pause=0.01))
    gateway = make_gateway(router, bounds=RequestBounds(request_timeout_seconds=0.2))
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) > 2:
            await asyncio.Event().wait()

    scope, receive = asgi_request(gateway, body_for(CHAT, stream=True))
    await gateway.app(scope, receive, send)
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.status, settled.error_code) == (
        "client_disconnected",
        200,
        "deadline_exceeded",
    )
    assert settled.completion_tokens == estimate_tokens("One two ")


async def _stalling_once(router: ScriptedRouter, bounds: RequestBounds) -> Settled:
    """Let a client stop reading for 0.3 s at its third message; return how its stream is settled."""
    gateway = make_gateway(router, bounds=bounds)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == 3:
            await asyncio.sleep(0.3)

    scope, receive = asgi_request(gateway, body_for(CHAT, stream=True))
    await gateway.app(scope, receive, send)
    (settled,) = gateway.usage.settled
    return settled


@pytest.mark.parametrize(
    ("stall_seconds", "outcome"), [(0.1, "client_disconnected"), (5, "failed_after_first_byte")]
)
async def test_stream_that_its_client_held_up_until_the_router_ended_it_is_charged(
    stall_seconds: float, outcome: str
) -> None:
    """A router that cannot write gives up; text that was delivered must not become free by that."""
    router = ScriptedRouter(failing(StreamInterrupted("cut"), *["word "] * 10))
    settled = await _stalling_once(router, RequestBounds(client_stall_seconds=stall_seconds))
    assert (settled.outcome, settled.error_code) == (outcome, "stream_interrupted")
    assert settled.completion_tokens == estimate_tokens("word " * 10)


async def test_time_that_the_client_did_not_read_is_no_silence_of_the_router() -> None:
    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        yield [TextChunk("One ")]
        yield [TextChunk("two ")]
        await asyncio.Event().wait()

    bounds = RequestBounds(request_timeout_seconds=0.4, router_idle_seconds=0.2)
    settled = await _stalling_once(ScriptedRouter(script), bounds)
    assert (settled.outcome, settled.error_code) == ("deadline", "deadline_exceeded")
    assert settled.completion_tokens == estimate_tokens("One two ")


async def test_keep_alive_that_the_client_does_not_read_is_not_an_error() -> None:
    gateway = make_gateway(
        ScriptedRouter(silent()), bounds=RequestBounds(request_timeout_seconds=0.2, keep_alive_seconds=0.02)
    )
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and len(sent) == 2:
            await asyncio.Event().wait()

    scope, receive = asgi_request(gateway, body_for(CHAT, stream=True))
    await gateway.app(scope, receive, send)
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.status, settled.error_code) == ("deadline", 200, "deadline_exceeded")


async def test_shutdown_in_a_stream_sends_an_in_band_error() -> None:
    gateway = make_gateway(ScriptedRouter(saying(*["word "] * 500, pause=0.01)))
    sent: list[Any] = []
    streaming = asyncio.Event()

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == 5:
            streaming.set()

    scope, receive = asgi_request(gateway, body_for(CHAT, stream=True))
    running = asyncio.create_task(gateway.app(scope, receive, send))
    await streaming.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    last = sent[-1]["body"].decode()
    assert "service_unavailable" in last
    assert "[DONE]" not in last
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.status) == ("failed_after_first_byte", 200)
    assert settled.completion_tokens > 0
