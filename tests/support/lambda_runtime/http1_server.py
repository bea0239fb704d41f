"""The server side of HTTP/1.1: reads a head, then a body chunk by chunk as it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field


@dataclass
class HttpRequest:
    """``headers`` have lower-case names. ``trailers`` are set once the last chunk has been read."""

    method: str
    path: str
    headers: dict[str, str]
    trailers: dict[str, str] = field(default_factory=dict)


async def read_head(reader: asyncio.StreamReader) -> HttpRequest:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, version = first.split(" ")
    assert version == "HTTP/1.1", first
    return HttpRequest(method, path, _fields(lines))


async def read_body(reader: asyncio.StreamReader, request: HttpRequest) -> AsyncIterator[bytes]:
    """Yield the chunks as sent; a body with a content length is one chunk."""
    if request.headers.get("transfer-encoding") != "chunked":
        size = int(request.headers.get("content-length", "0"))
        if size:
            yield await reader.readexactly(size)
        return
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield await reader.readexactly(size)
        assert await reader.readexactly(2) == b"\r\n"
    lines = []
    while line := (await reader.readuntil(b"\r\n")).decode("latin-1").rstrip("\r\n"):
        lines.append(line)
    request.trailers.update(_fields(lines))


def _fields(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines if line)
    return {name.lower(): value.strip() for name, _, value in pairs}


def encode_response(status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    lines = [f"HTTP/1.1 {status} Status", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


async def read_status(reader: asyncio.StreamReader) -> int:
    """Read the head of a response and return its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1])
