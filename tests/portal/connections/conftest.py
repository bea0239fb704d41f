"""A peer that says hello, and a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tests.support.freezing.peer import Peer, StandingClock, peer_answering


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async def answer(_: Request) -> Response:
        return PlainTextResponse("hello")

    async with peer_answering(answer) as peer:
        yield peer
