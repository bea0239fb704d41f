"""The text of a response: chunks, stop strings, role guards, empty texts."""

from __future__ import annotations

import asyncio
import time

import orjson
import pytest

from portal.errors import RouterPending
from portal.inference import Sampling
from portal.pools import Target
from portal.router import RouterCall, TextChunk, text_in
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds
from tests.support.router.calls import STREAMED, UNARY, chunks, failure, frame, sending, text, whole
from tests.support.router.wire_server import OK, STREAM, chunked, wire_server


async def test_stop_string_ends_the_text_and_the_call(client: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        for part in ("one E", "N", "D two", " three"):
            writer.write((STREAM if part == "one E" else b"") + chunked(frame(part)))
            await writer.drain()
            await asyncio.sleep(0.01)
        return True

    call = RouterCall("Hi", Sampling(stop=("END",)), stream=True, timeout_seconds=5)
    async with wire_server(script) as server:
        received = await chunks(client, Target(server.url), call)
        await asyncio.wait_for(server.disconnected.wait(), 1)
    assert received == [TextChunk("one "), TextChunk("", "stop", "END", None)]


async def test_role_guard_ends_the_text_without_stop_sequence(client: AiohttpRouterClient) -> None:
    call = RouterCall("Hi", stream=True, role_guards=("\n### User:",), timeout_seconds=5)
    async with wire_server(sending(STREAM + chunked(frame("Fine.\n### User:\nAnd you?")))) as server:
        assert await chunks(client, Target(server.url), call) == [TextChunk("Fine.", "stop", None, None)]


async def test_each_read_is_yielded_at_once(client: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM)
        for word in ("a", "b", "c"):
            writer.write(chunked(frame(word)))
            await writer.drain()
            await asyncio.sleep(0.05)
        writer.write(chunked(frame("", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n")
        return True

    async with wire_server(script) as server, client.open(Target(server.url), STREAMED) as exchange:
        arrived = [(text_in(batch), time.monotonic()) async for batch in exchange.pieces()]
    assert [word for word, _ in arrived] == ["a", "b", "c", ""]
    assert arrived[2][1] - arrived[0][1] > 0.05


@pytest.mark.parametrize(
    "body", [b"", b'{"choices": [{"text": "", "finish_reason": "stop"}]}', b'{"status": "queued"}']
)
async def test_response_without_text_is_pending(client: AiohttpRouterClient, body: bytes) -> None:
    async with wire_server(sending(whole(body, OK))) as server:
        assert isinstance((await failure(client, Target(server.url), UNARY))[1], RouterPending)


@pytest.mark.parametrize(
    "body",
    [
        b'{"choices": [{"text": "", "finish_reason": "length"}]}',
        b'{"choices": [{"text": "<think>hm", "finish_reason": "stop"}]}',
        b'{"choices": [{"text": "END", "finish_reason": "stop"}]}',
        b'{"choices": [{"text": "", "finish_reason": "stop"}],'
        b' "usage": {"prompt_tokens": 1, "completion_tokens": 9}}',
    ],
)
async def test_empty_text_with_a_reason_is_an_answer(client: AiohttpRouterClient, body: bytes) -> None:
    call = RouterCall("Hi", Sampling(stop=("END",)), timeout_seconds=5)
    async with wire_server(sending(whole(body))) as server:
        assert await text(client, Target(server.url), call) == ""


async def test_interrupted_reasoning_does_not_count_as_text(
    client: AiohttpRouterClient,
) -> None:
    async with wire_server(sending(STREAM + chunked(frame("<think>hm")) + b"0\r\n\r\n")) as server:
        received, error = await failure(client, Target(server.url), STREAMED)
        assert (received, type(error)) == ("", RouterPending)


async def test_long_answer_lets_other_requests_run() -> None:
    """Half a megabyte of what may begin a token takes a second to filter."""
    body = orjson.dumps({"choices": [{"text": "<|" * 250_000, "finish_reason": "stop"}]})
    client = AiohttpRouterClient(RouterBounds())
    gaps = [0.0]

    async def note_gaps() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0)
            gaps.append(time.thread_time() - before)

    async with wire_server(sending(whole(body))) as server:
        noting = asyncio.create_task(note_gaps())
        received = await chunks(client, Target(server.url), UNARY)
        noting.cancel()
    await client.close()
    assert text_in(received) == "<|" * 250_000
    assert max(gaps) < 0.1
