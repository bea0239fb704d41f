"""An HTTP server behind a faulty proxy, and a clock that stands still: for tests of one client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.support.freezing.faulty_proxy import FaultyProxy
from tests.support.servers.asgi import serving

Answer = Callable[[Request], Awaitable[Response]]


@dataclass
class Peer:
    """``received`` are method and path of the requests that arrived, in order."""

    proxy: FaultyProxy
    received: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.proxy.url


class StandingClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def peer_answering(answer: Answer) -> AsyncIterator[Peer]:
    """Serve a peer that keeps connections open for longer than any test lasts."""
    received: list[str] = []

    async def record(request: Request) -> Response:
        received.append(f"{request.method} {request.url.path}")
        return await answer(request)

    app = Starlette(routes=[Route("/{path:path}", record, methods=["GET", "POST"])])
    async with serving(app, timeout_keep_alive=75) as url, FaultyProxy(url) as proxy:
        yield Peer(proxy, received)
