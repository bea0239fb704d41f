"""Timeouts: connecting, first byte, idle stream, whole call, after the text."""

from __future__ import annotations

import asyncio
import socket
import time

import pytest

from portal.errors import PortalError, RouterTimedOut, RouterUnreachable, StreamInterrupted
from portal.pools import Target
from portal.router import RouterCall, TextChunk
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds
from tests.support.router.calls import ANSWER, STREAMED, UNARY, chunks, failure, frame, sending, text, whole
from tests.support.router.wire_server import STREAM, chunked, wire_server


async def test_unaccepted_connection_times_out(
    quick: AiohttpRouterClient,
) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        backlog = [socket.socket() for _ in range(3)]
        for waiting in backlog:
            waiting.setblocking(False)
            waiting.connect_ex(address)
        started = time.monotonic()
        _, error = await failure(quick, Target(f"http://127.0.0.1:{address[1]}"), STREAMED)
        for waiting in backlog:
            waiting.close()
    assert isinstance(error, RouterUnreachable | RouterTimedOut)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("head", [b"", STREAM])
async def test_no_first_byte_times_out(quick: AiohttpRouterClient, head: bytes) -> None:
    async with wire_server(sending(head)) as server:
        started = time.monotonic()
        received, error = await failure(quick, Target(server.url), STREAMED)
        assert (received, type(error)) == ("", RouterTimedOut)
        assert 0.15 < time.monotonic() - started < 1
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_idle_stream_is_interrupted(quick: AiohttpRouterClient) -> None:
    async with wire_server(sending(STREAM + chunked(frame("Hel")))) as server:
        started = time.monotonic()
        received, error = await failure(quick, Target(server.url), STREAMED)
        assert (received, type(error)) == ("Hel", StreamInterrupted)
        assert 0.15 < time.monotonic() - started < 1
        await asyncio.wait_for(server.disconnected.wait(), 1)


@pytest.mark.parametrize("ping", [b": ping\n\n", b"event: ping\ndata: {}\n\n", b"data: ping\n\n"])
@pytest.mark.parametrize(("before", "error"), [(b"", RouterTimedOut), (frame("Hel"), StreamInterrupted)])
async def test_pings_do_not_extend_the_wait_for_a_frame(
    quick: AiohttpRouterClient, ping: bytes, before: bytes, error: type[PortalError]
) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM + chunked(before or ping))
        for _ in range(100):
            writer.write(chunked(ping))
            await writer.drain()
            await asyncio.sleep(0.02)
        return False

    async with wire_server(script) as server:
        started = time.monotonic()
        received, raised = await failure(quick, Target(server.url), STREAMED)
        assert (received, type(raised)) == ("Hel" if before else "", error)
        assert 0.15 < time.monotonic() - started < 1


async def test_ping_does_not_shorten_the_wait_for_the_first_frame() -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM + chunked(b": connected\n\n"))
        await writer.drain()
        await asyncio.sleep(0.3)
        writer.write(chunked(frame("Hi", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n")
        return True

    client = AiohttpRouterClient(RouterBounds(first_byte_seconds=2.0, idle_seconds=0.1))
    async with wire_server(script) as server:
        assert await text(client, Target(server.url), STREAMED) == "Hi"
    await client.close()


async def test_frames_without_text_are_progress(quick: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM)
        for part in ("<think>", "a", "b", "c"):
            writer.write(chunked(frame(part)))
            await writer.drain()
            await asyncio.sleep(0.1)
        writer.write(chunked(frame("</think>Hi", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n")
        return True

    async with wire_server(script) as server:
        assert await text(quick, Target(server.url), STREAMED) == "Hi"


async def test_slow_consumer_does_not_time_out_the_router(quick: AiohttpRouterClient) -> None:
    answer = STREAM + chunked(frame("a")) + chunked(frame("", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n"
    async with wire_server(sending(answer)) as server, quick.open(Target(server.url), STREAMED) as exchange:
        async for _ in exchange.pieces():
            await asyncio.sleep(0.3)


async def test_unary_response_has_only_the_timeout_of_the_call(quick: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        await asyncio.sleep(0.4)
        writer.write(whole(ANSWER))
        return True

    async with wire_server(script) as server:
        assert await text(quick, Target(server.url), UNARY) == "Hello"
        hasty = RouterCall("Hi", timeout_seconds=0.1)
        assert isinstance((await failure(quick, Target(server.url), hasty))[1], RouterTimedOut)


async def test_stream_ends_at_the_timeout_of_the_call(client: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM)
        for _ in range(20):
            writer.write(chunked(frame("a")))
            await writer.drain()
            await asyncio.sleep(0.05)
        return False

    call = RouterCall("Hi", stream=True, timeout_seconds=0.3)
    async with wire_server(script) as server:
        started = time.monotonic()
        received, error = await failure(client, Target(server.url), call)
    assert set(received) == {"a"}
    assert isinstance(error, StreamInterrupted)
    assert 0.25 < time.monotonic() - started < 0.9


async def test_finished_text_waits_briefly_for_its_usage(quick: AiohttpRouterClient) -> None:
    async with wire_server(sending(STREAM + chunked(frame("Hello", "stop")))) as server:
        started = time.monotonic()
        assert await chunks(quick, Target(server.url), STREAMED) == [
            TextChunk("Hello"),
            TextChunk("", "stop", None, None),
        ]
        assert 0.05 < time.monotonic() - started < 1
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_other_miners_do_not_extend_a_finished_text(quick: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM + chunked(frame("Hello", "stop")))
        for _ in range(50):
            writer.write(chunked(frame("x").replace(b'"id": "1"', b'"id": "2"')))
            await writer.drain()
            await asyncio.sleep(0.02)
        return False

    async with wire_server(script) as server:
        started = time.monotonic()
        assert await text(quick, Target(server.url), STREAMED) == "Hello"
        assert time.monotonic() - started < 0.8
