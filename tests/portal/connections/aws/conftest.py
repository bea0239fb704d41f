"""moto's server, and both transports of AWS's calls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from portal.connections.aws import AwsTransport
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.connections.aws.httpx_transport import HttpxAwsTransport
from tests.support.servers.aws import aws_server

OpenTransport = Callable[[str], AwsTransport]


@pytest.fixture(scope="module")
def aws_url() -> Iterator[str]:
    with aws_server() as url:
        yield url


@pytest.fixture(params=["aiohttp", "httpx"])
async def open_transport(request: pytest.FixtureRequest) -> AsyncIterator[OpenTransport]:
    """Yield what opens a transport to an address, and closes it after the test."""
    opened: list[AwsTransport] = []

    def open_to(url: str) -> AwsTransport:
        transport: AwsTransport = (
            AiohttpAwsTransport() if request.param == "aiohttp" else HttpxAwsTransport.opened_for(url)
        )
        opened.append(transport)
        return transport

    yield open_to
    for transport in opened:
        await transport.close()
