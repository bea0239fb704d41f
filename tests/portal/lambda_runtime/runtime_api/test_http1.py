"""The HTTP client of the runtime, against valid and invalid responses."""

from __future__ import annotations

import asyncio

import pytest

from portal.lambda_runtime.runtime_api import http1
from portal.lambda_runtime.runtime_api.http1 import RuntimeApiResponse
from tests.support.servers.connections import Connections


async def _read(data: bytes) -> RuntimeApiResponse:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    return await http1.read_response(reader)


async def test_body_is_read_to_its_content_length() -> None:
    response = await _read(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Some-Name:  value \r\n\r\nbodyrest")
    assert response == RuntimeApiResponse(200, {"content-length": "4", "x-some-name": "value"}, b"body")


async def test_chunked_body_is_read_without_extensions_and_trailers() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    response = await _read(head + b"3\r\nbod\r\nA;name=value\r\ny and more\r\n0\r\nX-Trailer: 1\r\n\r\n")
    assert response.body == b"body and more"


async def test_body_without_a_length_is_read_until_the_connection_ends() -> None:
    assert (await _read(b"HTTP/1.1 202 Accepted\r\n\r\nto the end")).body == b"to the end"
    assert (await _read(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")).status == 410


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbo",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbo",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\nbody",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 fine\r\n\r\n",
    ],
)
async def test_incomplete_response_is_a_connection_error(data: bytes) -> None:
    with pytest.raises(ConnectionError):
        await _read(data)


async def test_request_has_a_length_and_closes_its_connection() -> None:
    received = bytearray()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.extend(await reader.readuntil(b"\r\n\r\n"))
        received.extend(await reader.readexactly(4))
        writer.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        assert await reader.read() == b"", "the connection should be closed"

    async with Connections(serve) as server:
        response = await http1.send_request(server.address, "POST", "/path", {"X-Name": "value"}, b"body")
        assert response.status == 202
        assert received.decode().split("\r\n") == [
            "POST /path HTTP/1.1",
            f"Host: {server.address}",
            "Connection: close",
            "X-Name: value",
            "Content-Length: 4",
            "",
            "body",
        ]
