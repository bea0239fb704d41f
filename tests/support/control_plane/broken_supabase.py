"""A Supabase whose data API is broken: accounts are still found, everything else gets one faulty answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from tests.support.control_plane.portal import Portal
from tests.support.database.supabase import SupabaseProject
from tests.support.servers.connections import Connections

_PAGE = b"<!doctype html><title>Bad gateway</title>"


def _answer(
    status: str,
    body: bytes,
    kind: str = "text/html",
    *,
    length: int | None = None,
    connection: str = "close",
) -> bytes:
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {size}\r\n"
    return f"{head}connection: {connection}\r\n\r\n".encode() + body


_JSON = "application/json"
FAULTS: dict[str, bytes] = {
    "500 with JSON of a proxy": _answer("500 Error", b'{"message":"An unexpected error occurred"}', _JSON),
    "500 of PostgreSQL": _answer("500 Error", b'{"code":"XX000","message":"cache lookup failed"}', _JSON),
    "500 with a page": _answer("500 Error", _PAGE),
    "500 without a body": _answer("500 Error", b""),
    "502 with a page": _answer("502 Bad Gateway", _PAGE),
    "540 of a paused project": _answer("540 Paused", b'{"message":"Project paused"}', _JSON),
    "429 of a proxy": _answer("429 Too Many Requests", b'{"message":"API rate limit exceeded"}', _JSON),
    "404 with a page": _answer("404 Not Found", _PAGE),
    "401 of a refused key": _answer("401 Unauthorized", b'{"message":"Invalid API key"}', _JSON),
    "302": _answer("302 Found\r\nlocation: https://status.example/", b""),
    "200 with a page": _answer("200 OK", _PAGE),
    "200 with a page called JSON": _answer("200 OK", _PAGE, _JSON),
    "200 without a body": _answer("200 OK", b"", _JSON),
    "204": b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n",
    "200 with JSON of a proxy": _answer("200 OK", b'{"message":"Service is starting"}', _JSON),
    "200 with null": _answer("200 OK", b"null", _JSON),
    "200 with rows of something else": _answer("200 OK", b'[{"status":"ok"}]', _JSON),
    "200 with cut JSON": _answer("200 OK", b'[{"id":"5f1d2c8e-7a8f-4f0e-9a55-5c', _JSON),
    "200 cut before its end": _answer("200 OK", b'[{"id":', _JSON, length=500),
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
    "nothing": b"",
}
"""What is sent instead of an answer, before the connection is closed."""


@asynccontextmanager
async def broken_portal(supabase: SupabaseProject, fault: bytes | None) -> AsyncIterator[Portal]:
    """Yield a portal whose database answers ``fault``, or never if it is None. Accounts are read as usual."""
    accounts: dict[str, bytes] = {}

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            if not head.startswith("GET /rest/v1/users"):
                break
            target = head.split(" ")[1]
            if target not in accounts:
                accounts[target] = await _account(supabase, target)
            writer.write(_answer("200 OK", accounts[target], _JSON, connection="keep-alive"))
        declared = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        await reader.readexactly(int(declared[1]) if declared else 0)
        if fault is None:
            await reader.read(-1)
        else:
            writer.write(fault)

    async with Connections(handle) as server:
        portal = Portal(supabase, supabase_url=f"http://{server.address}")
        try:
            yield portal
        finally:
            await portal.close()


async def _account(supabase: SupabaseProject, target: str) -> bytes:
    token = supabase.role_tokens["portal_control_plane"]
    headers = {"apikey": supabase.publishable_key, "authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=supabase.url, headers=headers) as client:
        return (await client.get(target)).raise_for_status().content
