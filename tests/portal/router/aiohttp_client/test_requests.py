"""Requests as the client sends them."""

from __future__ import annotations

import asyncio
import json

from portal.inference import Sampling
from portal.pools import Target
from portal.router import RouterCall, TextChunk
from portal.router.aiohttp_client import AiohttpRouterClient
from tests.support.router.calls import ANSWER, UNARY, chunks, frame, sending, text, whole
from tests.support.router.wire_server import JSON, STREAM, chunked, wire_server


async def test_request_has_the_documented_fields(client: AiohttpRouterClient) -> None:
    sampling = Sampling(256, 0.5, 0.9, 40, 0.1, 0.2, 7)
    call = RouterCall("Héllo", sampling, raw_prompt=True, client_reference="req_9", timeout_seconds=59.9)
    async with wire_server(sending(whole(ANSWER))) as server:
        await chunks(client, Target(f"{server.url}/", 7, "s3cret"), call)
        await chunks(client, Target(server.url), UNARY)
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    assert lines[0] == "POST /api/v3/completions/7 HTTP/1.1"
    assert headers == {
        "host": server.url.removeprefix("http://"),
        "authorization": "Bearer s3cret",
        "content-type": "application/json",
        "content-length": str(len(body)),
        "accept": "text/event-stream, application/json",
        "accept-encoding": "identity",
        "user-agent": "cortensor-portal",
    }
    assert json.loads(body) == {
        "prompt": "Héllo",
        "prompt_type": 1,
        "prompt_template": "",
        "stream": False,
        "timeout": 59,
        "client_reference": "req_9",
        "max_tokens": 256,
        "temperature": 0.5,
        "top_p": 0.9,
        "top_k": 40,
        "presence_penalty": 0.1,
        "frequency_penalty": 0.2,
        "seed": 7,
    }
    head, _, body = server.requests[1].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /api/v3/completions HTTP/1.1\r\n")
    assert b"authorization" not in head.lower()
    assert json.loads(body) == {
        "prompt": "Hi",
        "prompt_type": 0,
        "prompt_template": "",
        "stream": False,
        "timeout": 5,
        "client_reference": "req_1",
    }


async def test_prompt_of_megabytes_is_sent(client: AiohttpRouterClient) -> None:
    call = RouterCall("x" * 3_000_000, timeout_seconds=5)
    async with wire_server(sending(whole(ANSWER))) as server:
        assert await text(client, Target(server.url), call) == "Hello"
    assert json.loads(server.requests[0].partition(b"\r\n\r\n")[2])["prompt"] == call.prompt


async def test_stop_strings_are_not_sent_and_end_the_call(client: AiohttpRouterClient) -> None:
    call = RouterCall("Hi", Sampling(stop=("END",)), stream=True, timeout_seconds=5)
    answer = STREAM + chunked(frame("one END two"))
    async with wire_server(sending(answer)) as server:
        received = await chunks(client, Target(server.url), call)
        assert received == [TextChunk("one ", "stop", "END", None)]
        await asyncio.wait_for(server.disconnected.wait(), 1)
    body = json.loads(server.requests[0].partition(b"\r\n\r\n")[2])
    assert body["stream"] is True
    assert "stop" not in body


async def test_cookies_are_not_stored(client: AiohttpRouterClient) -> None:
    async with wire_server(sending(whole(ANSWER, JSON + b"Set-Cookie: a=b\r\n"))) as server:
        await chunks(client, Target(server.url), UNARY)
        await chunks(client, Target(server.url), UNARY)
    assert b"cookie" not in server.requests[1].lower()
