"""Connections: reuse, prompt writes, disconnecting, closing."""

from __future__ import annotations

import asyncio
import gc
import socket

import pytest

from portal.pools import Target
from portal.router import text_in
from portal.router.aiohttp_client import AiohttpRouterClient
from tests.support.router.calls import ANSWER, QUICK, STREAMED, UNARY, chunks, frame, sending, text, whole
from tests.support.router.wire_server import STREAM, chunked, wire_server


async def test_connection_is_reused_after_complete_responses(client: AiohttpRouterClient) -> None:
    stream = STREAM + chunked(frame("Hel")) + chunked(frame("lo", "stop") + b"data: [DONE]\n\n")

    async def script(writer: asyncio.StreamWriter, number: int) -> bool:
        if number % 2:
            writer.write(whole(ANSWER))
        else:
            writer.write(stream)
            await writer.drain()
            await asyncio.sleep(0.01)
            writer.write(b"0\r\n\r\n")
        return True

    async with wire_server(script) as server:
        target = Target(server.url)
        for _ in range(3):
            assert await text(client, target, UNARY) == "Hello"
            assert await text(client, target, STREAMED) == "Hello"
            await asyncio.sleep(0.05)
        assert server.connections == 1


async def test_small_writes_are_not_delayed(client: AiohttpRouterClient) -> None:
    script = sending(STREAM + chunked(frame("a")))
    async with wire_server(script) as server, client.open(Target(server.url), STREAMED) as exchange:
        transport = exchange._response.connection.transport  # type: ignore[union-attr]
        connection: socket.socket = transport.get_extra_info("socket")  # type: ignore[union-attr]
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


async def test_exiting_the_call_disconnects_at_once(client: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM + chunked(frame("Hel")))
        return True

    async with wire_server(script) as server:
        async with client.open(Target(server.url), STREAMED) as exchange:
            assert text_in(await anext(exchange.pieces())) == "Hel"
            assert not server.disconnected.is_set()
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_cancellation_before_the_head_disconnects(client: AiohttpRouterClient) -> None:
    arrived = asyncio.Event()

    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        arrived.set()
        return True

    async with wire_server(script) as server:
        task = asyncio.create_task(chunks(client, Target(server.url), UNARY))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_stale_pooled_connection_is_retried(
    client: AiohttpRouterClient,
) -> None:
    async def script(writer: asyncio.StreamWriter, number: int) -> bool:
        if number == 2:
            return False
        writer.write(whole(ANSWER))
        return True

    async with wire_server(script) as server:
        target = Target(server.url)
        assert await text(client, target, UNARY) == "Hello"
        assert await text(client, target, UNARY) == "Hello"
        assert (len(server.requests), server.connections) == (3, 2)


async def test_concurrent_calls_return_their_text(client: AiohttpRouterClient) -> None:
    stream = (
        STREAM + chunked(frame("Hel")) + chunked(frame("lo", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n"
    )
    async with wire_server(sending(stream)) as server:
        received = await asyncio.gather(*[text(client, Target(server.url), STREAMED) for _ in range(100)])
    assert received == ["Hello"] * 100


async def test_close_leaves_no_connection_open() -> None:
    client = AiohttpRouterClient(QUICK)
    async with wire_server(sending(STREAM + chunked(frame("a", "stop") + b"data: [DONE]\n\n"))) as server:
        assert await text(client, Target(server.url), STREAMED) == "a"
        await client.close()
        await asyncio.wait_for(server.disconnected.wait(), 1)
    await client.close()
    # aiohttp warns when it collects a connection that was not released.
    gc.collect()
