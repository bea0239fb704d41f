"""Connections to the API on one machine are bounded, and clients of any kind are answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from local.stack.http_protocol import MAX_HEAD_BYTES, BoundedHttpProtocol
from tests.support.gateway.dialect_cases import MESSAGES, body_for
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.router.scripted import ScriptedRouter, saying
from tests.support.servers.asgi import serving


class TightlyBounded(BoundedHttpProtocol):
    max_connections = 8
    head_seconds = 0.3
    body_seconds = 0.5


@asynccontextmanager
async def api(
    protocol: type[BoundedHttpProtocol] = BoundedHttpProtocol,
) -> AsyncIterator[tuple[GatewayHarness, str]]:
    """Yield a gateway and its address ``host:port``, served as `make dev` does."""
    gateway = make_gateway(ScriptedRouter(*(saying("Hello ", "world.") for _ in range(20))))
    async with serving(gateway.app, http=protocol, ws="none", proxy_headers=False) as url:
        yield gateway, url.removeprefix("http://")


async def connect(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = address.split(":")
    return await asyncio.open_connection(host, int(port))


async def exchange(address: str, request: bytes) -> bytes:
    """Send ``request`` and return everything until the server closes the connection."""
    reader, writer = await connect(address)
    try:
        writer.write(request)
        async with asyncio.timeout(10):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def post(gateway: GatewayHarness, version: str, *, stream: bool, headers: str = "") -> bytes:
    body = json.dumps(body_for(MESSAGES, stream=stream)).encode()
    head = (
        f"POST {MESSAGES} HTTP/{version}\r\nhost: x\r\nauthorization: Bearer {gateway.key}\r\n"
        f"{headers}content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def is_healthy(address: str) -> bool:
    async with httpx.AsyncClient(base_url=f"http://{address}") as client:
        return (await client.get("/health")).status_code == 200


@pytest.mark.parametrize(
    "head",
    [
        b"GET /health HTTP/1.1\r\nx: %s\r\n\r\n" % (b"a" * 1_000_000),
        b"GET /health HTTP/1.1\r\n%s\r\n" % (b"x-many: 1\r\n" * 5_000),
        b"GET /%s HTTP/1.1\r\n\r\n" % (b"a" * 100_000),
        b"GET /health HTTP/1.1\r\nx: %s" % (b"a" * (MAX_HEAD_BYTES + 1)),
        b"GET /health HTTP/1.1\r\n%s: 1\r\n\r\n" % (b"n" * 30_000),
    ],
    ids=["one header", "many headers", "path", "unfinished", "name"],
)
async def test_large_headers_are_431(head: bytes) -> None:
    async with api() as (_, address):
        answer = await exchange(address, head)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")
        if len(head) < 50_000:  # a larger one is still being sent when the server closes
            assert b'"code":"request_headers_too_large"' in answer
            assert b"\r\nx-request-id: req_" in answer
        assert await is_healthy(address)


async def test_headers_within_the_limit_are_served() -> None:
    async with api() as (_, address):
        head = b"GET /health HTTP/1.1\r\nconnection: close\r\nx: %s\r\n\r\n" % (b"a" * 12_000)
        assert (await exchange(address, head)).startswith(b"HTTP/1.1 200 ")


async def test_invalid_http_is_400_with_request_id() -> None:
    async with api() as (_, address):
        answer = await exchange(address, b"NONSENSE\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"\r\nx-request-id: req_" in answer


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /hea",
        b"GET /health HTTP/1.1\r\nx: 1\r\n",
        b"POST /v1/messages HTTP/1.1\r\ncontent-length: 100\r\n\r\n{",
    ],
    ids=["nothing", "half a line", "half the headers", "half the body"],
)
async def test_connection_that_sends_no_whole_request_is_closed(sent: bytes) -> None:
    async with api(TightlyBounded) as (_, address):
        async with asyncio.timeout(5):
            answer = await exchange(address, sent)
        assert answer == b"" or b" 401 " in answer


async def test_slow_second_request_of_a_connection_is_closed() -> None:
    async with api(TightlyBounded) as (_, address):
        reader, writer = await connect(address)
        writer.write(b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        writer.write(b"GET /health HTT")
        async with asyncio.timeout(5):
            assert b"HTTP/1.1" not in await reader.read()
        writer.close()


async def test_idle_connections_keep_no_request_out() -> None:
    async with api(TightlyBounded) as (_, address):
        idle = [await connect(address) for _ in range(40)]
        assert await is_healthy(address)
        closed = 0
        for reader, writer in idle:
            try:
                async with asyncio.timeout(0.05):
                    closed += await reader.read() == b""
            except TimeoutError:
                pass
            writer.close()
        assert closed >= 40 - TightlyBounded.max_connections


async def test_busy_connections_are_never_closed_for_new_ones() -> None:
    """Eight streams of clients that wait for more; the ninth connection is refused, and no stream is cut."""
    released = asyncio.Event()

    async def chunks() -> AsyncIterator[bytes]:
        yield b"first"
        await released.wait()
        yield b"last"

    async def stream(_: Request) -> StreamingResponse:
        return StreamingResponse(chunks())

    app = Starlette(routes=[Route("/", stream)])
    async with serving(app, http=TightlyBounded, ws="none") as url:
        address = url.removeprefix("http://")
        busy = [await connect(address) for _ in range(TightlyBounded.max_connections)]
        for reader, writer in busy:
            writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            await reader.readuntil(b"first\r\n")
        refused = await exchange(address, b"")
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"service_unavailable" in refused
        released.set()
        for reader, writer in busy:
            assert b"last" in await reader.readuntil(b"0\r\n\r\n")
            writer.close()


@pytest.mark.parametrize("stream", [False, True])
async def test_http_1_0_gets_no_chunks(stream: bool) -> None:
    async with api() as (gateway, address):
        old = await exchange(address, post(gateway, "1.0", stream=stream))
        new = await exchange(address, post(gateway, "1.1", stream=stream, headers="connection: close\r\n"))
    head, _, body = old.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"transfer-encoding" not in head.lower()
    assert b"connection: close" in head
    if stream:
        assert body.startswith(b"event: message_start\n")
        assert body.endswith(b"\n\n")
        assert b"message_stop" in body
        assert b"transfer-encoding: chunked" in new
    else:
        assert json.loads(body)["type"] == "message"


@pytest.mark.parametrize(
    ("path", "status"), [("/v1/realtime", b"404"), ("/v1/chat/completions", b"405"), ("/health", b"200")]
)
async def test_websocket_upgrade_is_answered_by_the_route(path: str, status: bytes) -> None:
    upgrade = (
        f"GET {path} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade, close\r\nupgrade: websocket\r\n"
        "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ).encode()
    async with api() as (_, address):
        answer = await exchange(address, upgrade)
        assert answer.startswith(b"HTTP/1.1 %s " % status)
        assert b"\r\nx-request-id: req_" in answer
        json.loads(answer.partition(b"\r\n\r\n")[2])
        assert await is_healthy(address)


async def test_post_that_offers_http_2_is_answered() -> None:
    """Java's client offers h2c with every request to a plain address."""
    offer = "connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nhttp2-settings: AAEAAEAAAAI\r\n"
    async with api() as (gateway, address):
        answer = await exchange(address, post(gateway, "1.1", stream=False, headers=offer))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == "message"


async def test_forwarding_headers_do_not_change_the_address() -> None:
    async def address(request: Request) -> PlainTextResponse:
        assert request.client is not None
        return PlainTextResponse(request.client.host)

    app = Starlette(routes=[Route("/", address)])
    forwarded = {"x-forwarded-for": "203.0.113.9", "forwarded": "for=203.0.113.9"}
    async with (
        serving(app, http=BoundedHttpProtocol, ws="none", proxy_headers=False) as url,
        httpx.AsyncClient(base_url=url) as client,
    ):
        assert (await client.get("/", headers=forwarded)).text == "127.0.0.1"
