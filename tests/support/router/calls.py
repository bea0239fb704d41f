"""Calls of a router client under test, and responses in the router's format."""

from __future__ import annotations

import asyncio
import json

import pytest

from portal.errors import PortalError
from portal.pools import Target
from portal.router import Piece, RouterCall, RouterClient, text_in
from portal.router.bounds import RouterBounds
from tests.support.router.wire_server import JSON, Script

QUICK = RouterBounds(connect_seconds=0.5, first_byte_seconds=0.2, idle_seconds=0.2, after_finish_seconds=0.1)
UNARY = RouterCall("Hi", client_reference="req_1", timeout_seconds=5)
STREAMED = RouterCall("Hi", stream=True, client_reference="req_1", timeout_seconds=5)
ANSWER = json.dumps(
    {
        "id": "1",
        "choices": [{"index": 0, "text": "Hello", "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2},
    }
).encode()


def frame(text: str = "", finish: str | None = None) -> bytes:
    value = {"id": "1", "choices": [{"index": 0, "text": text, "finish_reason": finish}]}
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def whole(body: bytes, head: bytes = JSON) -> bytes:
    return head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def sending(answer: bytes, *, keep: bool = True) -> Script:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(answer)
        await writer.drain()
        return keep

    return script


async def chunks(client: RouterClient, target: Target, call: RouterCall) -> list[Piece]:
    async with client.open(target, call) as exchange:
        return [chunk async for batch in exchange.pieces() for chunk in batch]


async def text(client: RouterClient, target: Target, call: RouterCall) -> str:
    return text_in(await chunks(client, target, call))


async def failure(client: RouterClient, target: Target, call: RouterCall) -> tuple[str, PortalError]:
    received = ""
    try:
        async with client.open(target, call) as exchange:
            async for batch in exchange.pieces():
                received += text_in(batch)
    except PortalError as error:
        return received, error
    pytest.fail(f"the call did not fail but returned {received!r}")
