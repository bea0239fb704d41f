"""The part of HTTP/1.1 that the Runtime API needs, over asyncio streams: one request per connection."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

_READ_LIMIT = 1 << 20
"""Bytes to buffer before reading from the socket pauses; an event has up to 10 MB."""


@dataclass(frozen=True, slots=True)
class RuntimeApiResponse:
    """``headers`` have lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes


async def connect(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect to ``address`` (host:port). Raises OSError."""
    host, _, port = address.rpartition(":")
    return await asyncio.open_connection(host, int(port), limit=_READ_LIMIT)


async def send_request(
    address: str, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> RuntimeApiResponse:
    """Send one request and return its response, without a timeout. Raises OSError."""
    reader, writer = await connect(address)
    try:
        sized = {**(headers or {}), "Content-Length": str(len(body))} if body else headers or {}
        writer.write(request_head(address, method, path, sized) + body)
        return await read_response(reader)
    finally:
        writer.close()


def request_head(address: str, method: str, path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {address}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def read_response(reader: asyncio.StreamReader) -> RuntimeApiResponse:
    """Read one response. Raises ConnectionError if it is incomplete or not HTTP."""
    try:
        status_line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(status_line.split(" ", 2)[1])
        pairs = (line.partition(":") for line in lines if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        if headers.get("transfer-encoding") == "chunked":
            return RuntimeApiResponse(status, headers, await _chunked(reader))
        if "content-length" in headers:
            body = await reader.readexactly(int(headers["content-length"]))
            return RuntimeApiResponse(status, headers, body)
        return RuntimeApiResponse(status, headers, await reader.read())
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, IndexError) as error:
        raise ConnectionError("the Runtime API closed the connection or sent invalid HTTP") from error


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    chunks = []
    while size := int((await reader.readline()).partition(b";")[0], 16):
        chunks.append(await reader.readexactly(size))
        await reader.readexactly(2)
    while (await reader.readline()).strip():
        pass
    return b"".join(chunks)
