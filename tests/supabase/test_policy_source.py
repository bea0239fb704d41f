"""A policy source that cannot answer says so, within its second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from portal.database import connect
from portal.errors import PolicyUnavailable
from portal.policy.supabase import SupabasePolicySource
from tests.support.connections import Connections, never_answer
from tests.support.supabase import SupabaseProject, free_port


async def fetch_from(url: str, key: str = "sb_secret_x") -> float:
    """Return how long the refusal took."""
    database = connect(url, key)
    begin = time.monotonic()
    try:
        with pytest.raises(PolicyUnavailable):
            await SupabasePolicySource(database).fetch()
        return time.monotonic() - begin
    finally:
        await database.aclose()


@pytest.fixture
async def answer() -> bytes:
    return b""


@pytest.fixture
async def server(answer: bytes) -> AsyncIterator[str]:
    """Accepts, reads, answers ``answer``; an empty one means never."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if answer:
            writer.write(answer)
            await writer.drain()
        else:
            await never_answer(reader, writer)

    async with Connections(serve) as connections:
        yield f"http://{connections.address}"


async def test_nobody_listens() -> None:
    assert await fetch_from(f"http://127.0.0.1:{free_port()}") < 1.5


async def test_nobody_answers(server: str) -> None:
    assert 0.9 < await fetch_from(server) < 1.5


def response(status: str, kind: str, body: bytes) -> bytes:
    head = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


@pytest.mark.parametrize(
    "answer",
    [
        response("502 Bad Gateway", "text/html", b"<html>bad gateway</html>"),
        response("200 OK", "application/json", b"null"),
        response("200 OK", "application/json", b'{"models": "none"}'),
        response("200 OK", "application/json", b'{"models": [{"alias": "a", "pool": "p", "state": "odd"}]}'),
        response("200 OK", "text/html", b"<html>captive portal</html>"),
        response("503 Service Unavailable", "application/json", b'{"code": "PGRST001", "message": "down"}'),
        b"not HTTP at all\r\n\r\n",
    ],
)
async def test_something_else_answers(server: str) -> None:
    await fetch_from(server)


async def test_the_key_is_refused(supabase: SupabaseProject) -> None:
    await fetch_from(supabase.url, supabase.publishable_key)
