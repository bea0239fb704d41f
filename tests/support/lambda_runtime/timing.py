"""Measures responses with a minimal HTTP client."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.support.lambda_runtime import http1_server


async def first_byte(url: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> float:
    """Return the seconds from the request's first byte to the body's first. With a ``body`` it is a POST."""
    reader, writer, request = await _connect(url, headers or {}, body)
    started = time.perf_counter()
    writer.write(request)
    await http1_server.read_status(reader)
    await reader.readexactly(1)
    elapsed = time.perf_counter() - started
    await reader.read()
    writer.close()
    return elapsed


async def event_lags(url: str) -> list[float]:
    """Return for each event the seconds from its creation (its ``at``) to its arrival."""
    reader, writer = await _get(url)
    await http1_server.read_status(reader)
    lags = []
    while line := await reader.readline():
        if line.startswith(b"data: "):
            lags.append(time.monotonic() - json.loads(line[6:])["at"])
    writer.close()
    return lags


async def whole(url: str) -> float:
    """Return the seconds until the whole response has arrived."""
    started = time.perf_counter()
    reader, writer = await _get(url)
    await reader.read()
    writer.close()
    return time.perf_counter() - started


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def _get(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer, request = await _connect(url, {}, b"")
    writer.write(request)
    return reader, writer


async def _connect(
    url: str, headers: Mapping[str, str], body: bytes
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
    parts = urlsplit(url)
    assert parts.hostname is not None
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    first = f"{'POST' if body else 'GET'} {parts.path}?{parts.query} HTTP/1.1"
    sent_headers = {"Host": parts.netloc, "Connection": "close", "Content-Length": str(len(body)), **headers}
    head = "\r\n".join([first, *(f"{name}: {value}" for name, value in sent_headers.items())])
    return reader, writer, head.encode() + b"\r\n\r\n" + body
