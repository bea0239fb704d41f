"""The load generator counts every response that is not a whole answer as a failure."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from benchmarks.load import run
from benchmarks.upstream import Load, UpstreamConnection

OK = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s"


@asynccontextmanager
async def serving(protocol: Callable[[], asyncio.Protocol]) -> AsyncIterator[int]:
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


class FixedResponse(asyncio.Protocol):
    """Sends the same bytes for every request, then closes the connection if they are None."""

    def __init__(self, response: bytes | None) -> None:
        self.response = response

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if self.response is None:
            self.transport.close()
        else:
            self.transport.write(self.response)


def plan(port: int, load: Load, path: str = "/api/v3/completions") -> dict[str, Any]:
    return {
        "host": "127.0.0.1",
        "port": port,
        "path": f"{path}/{load.value}",
        "headers": {},
        "body": {},
        "connections": 2,
        "seconds": 0.05,
        "expected": load.expected,
    }


@pytest.mark.parametrize("load", [Load.UNARY, Load.STREAM])
async def test_whole_answers_are_no_failures(load: Load) -> None:
    async with serving(UpstreamConnection) as port:
        figures = await run(plan(port, load))
    assert figures["requests"] >= 2
    assert (figures["failures"], figures["sample"]) == (0, "")


@pytest.mark.parametrize(
    "response",
    [
        pytest.param(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n{}", id="a refusal"),
        pytest.param(OK % (2, b"{}"), id="a 200 without text"),
        pytest.param(OK % (32, b"A short answer. A short answer. "), id="a part of the text"),
        pytest.param(None, id="a closed connection"),
    ],
)
async def test_other_responses_are_failures(response: bytes | None) -> None:
    async with serving(lambda: FixedResponse(response)) as port:
        figures = await run(plan(port, Load.UNARY))
    assert figures["failures"] >= 2
    assert figures["sample"]


def test_expected_text_is_that_of_the_upstream() -> None:
    assert re.findall(str(Load.PACED.expected["pattern"]), "@12 @345 ") == ["@12 ", "@345 "]
