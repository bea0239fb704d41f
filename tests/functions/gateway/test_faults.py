"""Every bad day a router can have: what the client sees, and what is metered.

Real sockets throughout: client, gateway, simulator.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
import pytest

from functions.gateway.services import Limits
from local.simulator.app import Simulator
from local.simulator.behaviour import RouterBehaviour
from local.simulator.prose import split_tokens
from portal.inference import TokenSource
from portal.inference.tokens import estimate_tokens
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds
from portal.usage import Outcome, Settled
from tests.functions.gateway.gateways import Gateway, make_gateway
from tests.functions.gateway.scripted_router import ScriptedRouter, saying, silent
from tests.functions.gateway.serving import serving
from tests.functions.gateway.test_pipeline import (
    CHAT,
    INFERENCE,
    MESSAGES,
    body_for,
    error_of,
    frames_of,
    text_of,
)

SAID = "One two three four five six."
SAID_TOKENS = len(split_tokens(SAID))
PROMPT_TOKENS = estimate_tokens("Why is the sky blue?")


@dataclass
class Stack:
    gateway: Gateway
    simulator: Simulator
    client: httpx.AsyncClient

    def behave(self, **switches: Any) -> None:
        at_once = {"first_byte_delay_ms": 0, "token_delay_ms": 1, "text": SAID}
        self.simulator.behaviour = RouterBehaviour(**{**at_once, **switches})

    async def ask(self, route: str = CHAT, **body: Any) -> httpx.Response:
        return await self.client.post(route, json=body_for(route, **body))

    async def settled(self, count: int = 1) -> Settled:
        """Return the last settlement, once there are ``count``: it is recorded after the last byte."""
        for _ in range(300):
            if len(self.gateway.ledger.settled) == count:
                return self.gateway.ledger.settled[-1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"{len(self.gateway.ledger.settled)} settled, {count} expected")


@pytest.fixture
async def stack() -> AsyncIterator[Stack]:
    simulator = Simulator("router-key")
    bounds = RouterBounds(connect_seconds=0.5, first_byte_seconds=0.5, idle_seconds=0.5)
    async with serving(simulator.app()) as router_url:
        gateway = make_gateway(
            AiohttpRouterClient(bounds), urls=[router_url], limits=Limits(request_seconds=60)
        )
        async with (
            serving(gateway.app) as url,
            httpx.AsyncClient(base_url=url, headers=gateway.authorization, timeout=10) as client,
        ):
            stack = Stack(gateway, simulator, client)
            stack.behave()
            yield stack


def books(settled: Settled) -> tuple[Outcome, int, str | None, int, int, TokenSource]:
    return (
        settled.ending,
        settled.status,
        settled.error_code,
        settled.prompt_tokens,
        settled.completion_tokens,
        settled.token_source,
    )


@pytest.mark.parametrize("route", INFERENCE)
@pytest.mark.parametrize("stream", [False, True])
async def test_a_good_day(stack: Stack, route: str, stream: bool) -> None:
    answer = await stack.ask(route, stream=stream)
    assert answer.status_code == 200
    if not stream:
        assert text_of(route, answer.json()) == SAID
    assert books(await stack.settled()) == ("ok", 200, None, PROMPT_TOKENS, SAID_TOKENS, "router")


@pytest.mark.parametrize("stream", [False, True])
async def test_no_router_listens(stack: Stack, stream: bool) -> None:
    dead = make_gateway(AiohttpRouterClient(RouterBounds(connect_seconds=0.5)), urls=["http://127.0.0.1:9"])
    async with (
        serving(dead.app) as url,
        httpx.AsyncClient(base_url=url, headers=dead.authorization) as client,
    ):
        answer = await client.post(CHAT, json=body_for(CHAT, stream=stream))
    assert answer.status_code == 502
    assert answer.json()["error"]["code"] == "router_unreachable"
    assert "127.0.0.1" not in answer.text
    assert books(dead.ledger.settled[0])[:3] == ("failed_before_first_byte", 502, "router_unreachable")
    assert dead.ledger.settled[0].completion_tokens == 0


@pytest.mark.parametrize("route", INFERENCE)
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("shape", ["string", "object", "message"])
async def test_the_router_answers_an_error(stack: Stack, route: str, stream: bool, shape: str) -> None:
    stack.behave(status=500, error_shape=shape)
    answer = await stack.ask(route, stream=stream)
    assert answer.status_code == 502
    assert "simulated" not in error_of(route, answer.json())["message"]
    assert books(await stack.settled())[:3] == ("failed_before_first_byte", 502, "router_rejected")


async def test_the_router_does_not_take_our_key(stack: Stack) -> None:
    stack.simulator._key = "another"
    answer = await stack.ask()
    assert answer.status_code == 502
    assert "unauthorized" not in answer.text


async def test_the_router_says_nothing_before_its_time_is_up(stack: Stack) -> None:
    stack.behave(first_byte_delay_ms=5_000)
    answer = await stack.ask(stream=True)
    assert answer.status_code == 504
    assert answer.json()["error"]["code"] == "router_timeout"
    assert books(await stack.settled())[:3] == ("failed_before_first_byte", 504, "router_timeout")


@pytest.mark.parametrize("route", INFERENCE)
async def test_the_connection_is_dropped_in_the_middle_of_a_stream(stack: Stack, route: str) -> None:
    stack.behave(drop_after_tokens=3)
    answer = await stack.ask(route, stream=True)
    assert answer.status_code == 200
    assert error_of(route, frames_of(answer.text)[-1])["message"]
    assert "[DONE]" not in answer.text
    assert "message_stop" not in answer.text
    settled = await stack.settled()
    produced = estimate_tokens("One two three")
    assert books(settled) == (
        "failed_after_first_byte",
        200,
        "stream_interrupted",
        PROMPT_TOKENS,
        produced,
        "estimated",
    )


async def test_the_connection_is_dropped_before_the_first_token(stack: Stack) -> None:
    stack.behave(drop_after_tokens=0)
    answer = await stack.ask(stream=True)
    assert answer.status_code == 502
    assert (await stack.settled()).ending == "failed_before_first_byte"


async def test_a_whole_answer_is_dropped(stack: Stack) -> None:
    stack.behave(drop_after_tokens=3)
    answer = await stack.ask()
    assert answer.status_code == 502
    assert (await stack.settled()).completion_tokens == 0


async def test_a_stream_stalls_in_the_middle(stack: Stack) -> None:
    stack.behave(stall_after_tokens=3)
    answer = await stack.ask(stream=True)
    assert frames_of(answer.text)[-1]["error"]["code"] == "stream_interrupted"
    settled = await stack.settled()
    assert (settled.ending, settled.completion_tokens) == (
        "failed_after_first_byte",
        estimate_tokens("One two three"),
    )


async def test_a_stream_stalls_before_its_first_token(stack: Stack) -> None:
    stack.behave(stall_after_tokens=0)
    answer = await stack.ask(stream=True)
    assert answer.status_code == 504


@pytest.mark.parametrize("route", INFERENCE)
async def test_json_comes_where_a_stream_was_asked(stack: Stack, route: str) -> None:
    stack.behave(json_instead_of_stream=True)
    answer = await stack.ask(route, stream=True)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert SAID in answer.text
    assert books(await stack.settled()) == ("ok", 200, None, PROMPT_TOKENS, SAID_TOKENS, "router")


@pytest.mark.parametrize("switch", ["duplicate_done", "omit_done"])
async def test_odd_endings_are_one_proper_ending_for_the_client(stack: Stack, switch: str) -> None:
    stack.behave(**{switch: True})
    answer = await stack.ask(stream=True)
    assert answer.text.count("[DONE]") == 1
    assert (await stack.settled()).ending == "ok"


async def test_a_stream_without_its_end_is_a_cut_one(stack: Stack) -> None:
    stack.behave(omit_finish=True)
    answer = await stack.ask(stream=True)
    assert frames_of(answer.text)[-1]["error"]["code"] == "stream_interrupted"
    assert "[DONE]" not in answer.text
    assert (await stack.settled()).ending == "failed_after_first_byte"


async def test_of_several_miners_one_is_heard(stack: Stack) -> None:
    stack.behave(interleave=3)
    answer = await stack.ask(stream=True)
    text = "".join(
        f["choices"][0]["delta"].get("content", "") for f in frames_of(answer.text) if f["choices"]
    )
    assert text == SAID
    assert (await stack.settled()).completion_tokens == SAID_TOKENS


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("switch", ["pending", "empty"])
async def test_an_answer_without_text(stack: Stack, switch: str, stream: bool) -> None:
    stack.behave(**{switch: True})
    answer = await stack.ask(stream=stream)
    settled = await stack.settled()
    assert answer.status_code == settled.status
    assert (answer.status_code, settled.ending) == (502, "failed_before_first_byte")
    assert answer.json()["error"]["code"] == "router_no_content"
    assert settled.completion_tokens == 0


@pytest.mark.parametrize("stream", [False, True])
async def test_the_router_counts_no_tokens(stack: Stack, stream: bool) -> None:
    stack.behave(usage=False)
    await stack.ask(stream=stream)
    expected = ("ok", 200, None, PROMPT_TOKENS, estimate_tokens(SAID), "estimated")
    assert books(await stack.settled()) == expected


@pytest.mark.parametrize("stream", [False, True])
async def test_an_estimate_is_never_more_than_was_asked_for(stack: Stack, stream: bool) -> None:
    stack.behave(usage=False)
    most = 5
    await stack.ask(stream=stream, max_tokens=most)
    settled = await stack.settled()
    assert estimate_tokens("One two three four five") > most
    assert (settled.completion_tokens, settled.token_source) == (most, "estimated")


@pytest.mark.parametrize("stream", [False, True])
async def test_control_tokens_never_reach_the_client(stack: Stack, stream: bool) -> None:
    stack.behave(control_tokens=True)
    answer = await stack.ask(stream=stream)
    for token in ("<think>", "The user wants", "eot_id", "</s>"):
        assert token not in answer.text
    if not stream:
        assert answer.json()["choices"][0]["message"]["content"] == SAID


@pytest.mark.parametrize("route", INFERENCE)
async def test_a_stop_string_the_router_ignores_is_kept_all_the_same(stack: Stack, route: str) -> None:
    stack.behave(ignore_stop=True)
    name = "stop_sequences" if route == MESSAGES else "stop"
    answer = await stack.ask(route, **{name: ["four"]})
    assert text_of(route, answer.json()) == "One two three "
    if route == MESSAGES:
        assert answer.json()["stop_sequence"] == "four"
        assert answer.json()["stop_reason"] == "stop_sequence"


async def test_a_client_that_leaves_mid_stream_stops_the_router_and_is_settled(stack: Stack) -> None:
    stack.behave(token_delay_ms=20, text="word " * 500)
    async with stack.client.stream("POST", CHAT, json=body_for(CHAT, stream=True)) as answer:
        received = ""
        async for text in answer.aiter_text():
            received += text
            if received.count('"content":') > 5:
                break
    left = time.perf_counter()
    settled = await stack.settled()
    assert time.perf_counter() - left < 1
    assert (settled.ending, settled.status, settled.error_code) == ("cancelled", 200, "client_gone")
    assert 4 <= settled.completion_tokens < 100
    await until_cancelled(stack)


async def test_a_client_that_leaves_before_a_whole_answer_stops_the_router_too(stack: Stack) -> None:
    stack.behave(token_delay_ms=20, text="word " * 500)
    with pytest.raises(httpx.ReadTimeout):
        await stack.client.post(CHAT, json=body_for(CHAT), timeout=httpx.Timeout(10, read=0.2))
    settled = await stack.settled()
    assert (settled.ending, settled.status) == ("cancelled", 499)
    await until_cancelled(stack)


async def until_cancelled(stack: Stack) -> None:
    for _ in range(100):
        if stack.simulator.recorded.requests[-1].outcome == "cancelled":
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the router was never told")


async def test_the_first_token_is_there_long_before_the_last(stack: Stack) -> None:
    stack.behave(token_delay_ms=50, text="one two three four five six seven eight nine ten")
    began = time.perf_counter()
    async with stack.client.stream("POST", CHAT, json=body_for(CHAT, stream=True)) as answer:
        arrivals = [
            time.perf_counter() - began
            async for line in answer.aiter_lines()
            if line.startswith("data: {") and orjson.loads(line[6:])["choices"][0]["delta"].get("content")
        ]
    assert len(arrivals) == 10
    # Ten tokens, 50 ms apart: arriving together would mean something buffers.
    assert arrivals[-1] - arrivals[0] > 0.3


async def test_a_client_that_does_not_read_holds_the_router_back(stack: Stack) -> None:
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
    sighting = stack.simulator.recorded.requests[-1]
    told = -1
    while told != sighting.tokens:
        told = sighting.tokens
        await asyncio.sleep(0.5)
    assert sighting.outcome == "open"
    assert told < len(split_tokens(text))
    writer.close()
    assert (await stack.settled()).ending == "cancelled"
    await until_cancelled(stack)


def asked(gateway: Gateway, body: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """Return the scope and ``receive`` of a request whose client never leaves."""
    raw = [orjson.dumps(body)]

    async def receive() -> Any:
        if raw:
            return {"type": "http.request", "body": raw.pop()}
        return await asyncio.Event().wait()

    headers = [(b"authorization", f"Bearer {gateway.key}".encode())]
    scope = {"type": "http", "method": "POST", "path": CHAT, "headers": headers}
    return {**scope, "query_string": b"", "root_path": ""}, receive


async def test_a_client_that_stops_reading_until_the_deadline_is_charged_as_one_that_left() -> None:
    """Reading slowly must not make an answer free, and the books must say what was sent."""
    router = ScriptedRouter(saying("One ", "two ", "three ", pause=0.01))
    gateway = make_gateway(router, limits=Limits(request_seconds=0.2))
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) > 2:
            await asyncio.Event().wait()

    scope, receive = asked(gateway, body_for(CHAT, stream=True))
    await gateway.app(scope, receive, send)
    (settled,) = gateway.ledger.settled
    assert (settled.ending, settled.status, settled.error_code) == ("cancelled", 200, "deadline_exceeded")
    assert settled.completion_tokens == estimate_tokens("One two ")


async def test_a_keep_alive_that_a_client_does_not_take_is_no_defect() -> None:
    gateway = make_gateway(
        ScriptedRouter(silent()), limits=Limits(request_seconds=0.2, keep_alive_seconds=0.02)
    )
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and len(sent) == 2:
            await asyncio.Event().wait()

    scope, receive = asked(gateway, body_for(CHAT, stream=True))
    await gateway.app(scope, receive, send)
    (settled,) = gateway.ledger.settled
    assert (settled.ending, settled.status, settled.error_code) == ("deadline", 200, "deadline_exceeded")


async def test_a_shutdown_in_the_middle_of_a_stream_is_told_in_band_and_settled() -> None:
    gateway = make_gateway(ScriptedRouter(saying(*["word "] * 500, pause=0.01)))
    sent: list[Any] = []
    under_way = asyncio.Event()

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == 5:
            under_way.set()

    scope, receive = asked(gateway, body_for(CHAT, stream=True))
    serving_it = asyncio.create_task(gateway.app(scope, receive, send))
    await under_way.wait()
    serving_it.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving_it
    last = sent[-1]["body"].decode()
    assert "service_unavailable" in last
    assert "[DONE]" not in last
    (settled,) = gateway.ledger.settled
    assert (settled.ending, settled.status) == ("failed_after_first_byte", 200)
    assert settled.completion_tokens > 0
