"""A router that sends exactly the bytes of a test, valid or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from tests.support.servers.connections import Connections

OK = b"HTTP/1.1 200 OK\r\n"
JSON = OK + b"Content-Type: application/json\r\n"
STREAM = OK + b"Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunked(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


@dataclass
class ScriptedWire:
    """``requests`` are the raw requests; ``disconnected`` is set when a client has closed its connection."""

    url: str = ""
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    disconnected: asyncio.Event = field(default_factory=asyncio.Event)


Script = Callable[[asyncio.StreamWriter, int], Awaitable[bool]]
"""Answer the n-th request (from 1); return whether the connection stays open."""


@asynccontextmanager
async def wire_server(script: Script) -> AsyncIterator[ScriptedWire]:
    state = ScriptedWire()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next(
                int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:")
            )
            state.requests.append(head + await reader.readexactly(length))
            if not await script(writer, len(state.requests)):
                return

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        state.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await converse(reader, writer)
        state.disconnected.set()

    async with Connections(serve) as server:
        state.url = f"http://{server.address}"
        yield state
