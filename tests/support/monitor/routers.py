"""Routers without a network, each in a mode that a test changes while the monitor looks."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

import httpx

from portal.errors import (
    RouterBusy,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)
from portal.pools import Target
from portal.router import Exchange, RouterCall, TextChunk

Mode = Literal["ok", "refused", "rejecting", "black_hole", "frozen", "busy", "half_dying"]


@dataclass(slots=True)
class ScriptedRouterState:
    """``frozen`` answers nothing, its status neither; a ``black_hole`` answers its status."""

    mode: Mode = "ok"
    ttft_seconds: float = 0.3
    status_code: int = 500
    retry_after: float | None = None
    by_session: dict[int | None, Mode] = field(default_factory=dict)
    running: dict[int | None, int] = field(default_factory=dict)
    most_at_once: dict[int | None, int] = field(default_factory=dict)

    def mode_of(self, session: int | None) -> Mode:
        return self.by_session.get(session, self.mode)


class ScriptedRouters:
    """Implements RouterClient for all routers of a test by URL, and answers their status over httpx.

    ``calls`` are (seconds, target, tokens) of each call.
    """

    def __init__(self, *urls: str, seed: int = 0) -> None:
        self.routers = {url: ScriptedRouterState() for url in urls}
        self.calls: list[tuple[float, Target, int | None]] = []
        self._rng = random.Random(seed)

    def __getitem__(self, url: str) -> ScriptedRouterState:
        return self.routers[url]

    def http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self._status))

    def open(self, target: Target, call: RouterCall) -> AbstractAsyncContextManager[Exchange]:
        return self._open(target, call)

    async def close(self) -> None:
        pass

    async def _status(self, request: httpx.Request) -> httpx.Response:
        router = self.routers[f"{request.url.scheme}://{request.url.netloc.decode()}"]
        if router.mode == "refused":
            raise httpx.ConnectError("refused", request=request)
        if router.mode == "frozen":
            await asyncio.Event().wait()
        return httpx.Response(200, json={"connected_miners": 3})

    @asynccontextmanager
    async def _open(self, target: Target, call: RouterCall) -> AsyncIterator[Exchange]:
        router, session = self.routers[target.url], target.session_id
        mode = router.mode_of(session)
        self.calls.append((asyncio.get_running_loop().time(), target, call.sampling.max_tokens))
        router.running[session] = router.running.get(session, 0) + 1
        router.most_at_once[session] = max(router.most_at_once.get(session, 0), router.running[session])
        try:
            if mode == "refused":
                raise RouterUnreachable("no connection")
            if mode == "rejecting":
                raise RouterRejected("failed", upstream_status=router.status_code)
            if mode == "busy":
                raise RouterBusy("busy", upstream_status=503, retry_after=router.retry_after)
            dies = mode == "half_dying" and self._rng.random() < 0.5
            yield _Answer(lambda: self._text(router, mode, call, dies=dies))
        finally:
            router.running[session] -= 1

    async def _text(
        self, router: ScriptedRouterState, mode: Mode, call: RouterCall, *, dies: bool
    ) -> AsyncIterator[Sequence[TextChunk]]:
        if mode in {"black_hole", "frozen"}:
            await asyncio.sleep(call.timeout_seconds)
            raise RouterTimedOut("silent")
        await asyncio.sleep(router.ttft_seconds)
        yield [TextChunk("OK")]
        if (call.sampling.max_tokens or 0) > 1 and dies:
            raise StreamInterrupted("broke off")
        yield [TextChunk(finish_reason="stop")]


class _Answer:
    def __init__(self, pieces: Callable[[], AsyncIterator[Sequence[TextChunk]]]) -> None:
        self.pieces = pieces
