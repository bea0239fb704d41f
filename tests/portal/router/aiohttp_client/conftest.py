"""Router clients with ordinary and with short timeouts."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds
from tests.support.router.calls import QUICK

BOUNDS = RouterBounds(max_response_bytes=10_000)


@pytest.fixture
async def client() -> AsyncIterator[AiohttpRouterClient]:
    client = AiohttpRouterClient(BOUNDS)
    yield client
    await client.close()


@pytest.fixture
async def quick() -> AsyncIterator[AiohttpRouterClient]:
    """A client with short timeouts."""
    client = AiohttpRouterClient(QUICK)
    yield client
    await client.close()
