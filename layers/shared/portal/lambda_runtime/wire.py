"""As much HTTP/1.1 as the Runtime API needs, on asyncio streams: one request a connection, then closed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

_READ_LIMIT = 1 << 20
"""Bytes buffered before the socket is left alone; an event has up to 10 MB."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``headers`` have lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes


async def connect(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Raise OSError when nobody listens at ``address`` (host:port)."""
    host, _, port = address.rpartition(":")
    return await asyncio.open_connection(host, int(port), limit=_READ_LIMIT)


async def exchange(
    address: str, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Answer:
    """Send one request and return its answer, however long that takes. Raises OSError."""
    reader, writer = await connect(address)
    try:
        sized = {**(headers or {}), "Content-Length": str(len(body))} if body else headers or {}
        writer.write(head(address, method, path, sized) + body)
        return await read_answer(reader)
    finally:
        writer.close()


def head(address: str, method: str, path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {address}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """Raise ConnectionError when the peer closes early or does not speak HTTP."""
    try:
        status_line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(status_line.split(" ", 2)[1])
        pairs = (line.partition(":") for line in lines if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        if headers.get("transfer-encoding") == "chunked":
            return Answer(status, headers, await _chunked(reader))
        if "content-length" in headers:
            return Answer(status, headers, await reader.readexactly(int(headers["content-length"])))
        return Answer(status, headers, await reader.read())
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, IndexError) as error:
        raise ConnectionError("the Runtime API closed the connection or broke HTTP") from error


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    chunks = []
    while size := int((await reader.readline()).partition(b";")[0], 16):
        chunks.append(await reader.readexactly(size))
        await reader.readexactly(2)
    while (await reader.readline()).strip():
        pass
    return b"".join(chunks)
