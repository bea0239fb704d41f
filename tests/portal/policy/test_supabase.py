"""SupabasePolicySource reports every failure as PolicyUnavailable within its timeout."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from portal.database import connect
from portal.errors import PolicyUnavailable
from portal.policy.supabase import SupabasePolicySource
from tests.support.database.supabase import SupabaseProject
from tests.support.servers.connections import Connections, never_answer


async def failed_fetch_seconds(url: str, key: str = "sb_secret_x") -> float:
    """Expect a fetch to fail. Return the seconds that it took."""
    database = connect(url, key)
    started = time.monotonic()
    try:
        with pytest.raises(PolicyUnavailable):
            await SupabasePolicySource(database).fetch()
        return time.monotonic() - started
    finally:
        await database.aclose()


@pytest.fixture
async def response_bytes() -> bytes:
    return b""


@pytest.fixture
async def server(response_bytes: bytes) -> AsyncIterator[str]:
    """A server that sends ``response_bytes`` to each request, or never responds if it is empty."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if response_bytes:
            writer.write(response_bytes)
            await writer.drain()
        else:
            await never_answer(reader, writer)

    async with Connections(serve) as connections:
        yield f"http://{connections.address}"


async def test_closed_port_fails_at_once(unused_tcp_port: int) -> None:
    assert await failed_fetch_seconds(f"http://127.0.0.1:{unused_tcp_port}") < 1.5


async def test_server_that_never_responds_times_out(server: str) -> None:
    assert 0.9 < await failed_fetch_seconds(server) < 1.5


def response(status: str, kind: str, body: bytes) -> bytes:
    head = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


@pytest.mark.parametrize(
    "response_bytes",
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
async def test_unexpected_response_fails(server: str) -> None:
    await failed_fetch_seconds(server)


async def test_rejected_key_fails(supabase: SupabaseProject) -> None:
    await failed_fetch_seconds(supabase.url, supabase.publishable_key)


async def test_snapshot_of_a_database_has_its_time(supabase: SupabaseProject) -> None:
    database = supabase.connect_as("portal_gateway")
    before = datetime.now(UTC)
    fetched = await SupabasePolicySource(database, timeout_seconds=30).fetch()
    assert fetched.database_time is not None
    # Both are on this machine.
    assert abs(fetched.database_time - before) < timedelta(minutes=1)
    await database.aclose()
