"""Three routers in virtual time, with the faults that routers have, as a ``RouterClient`` sees them.

A request that has begun to answer when a fault sets in goes on: nothing could save its stream. One that has
no text yet sees the fault.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import httpx

from portal.pools import Target
from portal.router import Exchange, RouterCall, TextChunk, failures
from portal.router.bounds import RouterBounds
from tests.support.pool_simulation.virtual_time import virtual_seconds

CANARY = "canary"
"""The client reference of the pool monitor's own requests."""

TTFT_SECONDS = 0.3
TOKENS = 20
TOKEN_SECONDS = 0.02
_TTFT_SIGMA = 0.07
_TOKENS_A_READ = 4
_ROUND_TRIP_SECONDS = 0.002
_ERROR_SECONDS = 0.005
_MISMATCH = "router_v4_correlation_mismatch"
_BOUNDS = RouterBounds()

ANSWER_SECONDS = TTFT_SECONDS + TOKENS * TOKEN_SECONDS
"""How long a request usually takes."""


@dataclass(frozen=True, slots=True)
class RouterFault:
    """What a router does wrong. The defaults: nothing.

    ``refuses``: no connection. ``black_hole``: accepts, never answers, ``/status`` neither. ``status``: of
    ``fail_share`` of its answers. ``drop_share``: of its streams end after some text. ``status_works``: the
    route ``/status`` answers all the same.
    """

    refuses: bool = False
    black_hole: bool = False
    status: int = 200
    fail_share: float = 1.0
    retry_after: float | None = None
    slow_factor: float = 1.0
    drop_share: float = 0.0
    status_works: bool = True


HEALTHY = RouterFault()
REFUSES = RouterFault(refuses=True)
BLACK_HOLE = RouterFault(black_hole=True, status_works=False)
SAYS_500 = RouterFault(status=500)
HALF_500 = RouterFault(status=500, fail_share=0.5)
TOO_MANY = RouterFault(status=429, retry_after=10)
SLOW = RouterFault(slow_factor=20)
HALF_DIES = RouterFault(drop_share=0.5)


@dataclass(frozen=True, slots=True)
class RouterArrival:
    """A call that reached a router, or would have if it accepted connections."""

    at: float
    url: str
    session: int | None
    canary: bool
    reference: str


@dataclass
class SimulatedRouters:
    """All routers of the pool by URL. A session is the same one whichever router leads to it.

    ``strict``: a second request on a busy session is refused. ``running`` counts by session, and ``most`` is
    its highest number.
    """

    urls: Sequence[str]
    rng: random.Random
    strict: bool = False
    faults: dict[str, RouterFault] = field(default_factory=dict)
    arrivals: list[RouterArrival] = field(default_factory=list)
    running: dict[int | None, int] = field(default_factory=dict)
    most: dict[int | None, int] = field(default_factory=dict)
    mismatches: int = 0

    def fault(self, url: str) -> RouterFault:
        return self.faults.get(url, HEALTHY)

    def open(self, target: Target, call: RouterCall) -> AbstractAsyncContextManager[Exchange]:
        return self._open(target, call)

    async def close(self) -> None:
        """Nothing is open."""

    async def status(self, request: httpx.Request) -> httpx.Response:
        """Answer ``GET /api/v1/status``; a handler of ``httpx.MockTransport``."""
        fault = self.fault(f"{request.url.scheme}://{request.url.host}")
        await asyncio.sleep(_ROUND_TRIP_SECONDS)
        if fault.refuses:
            raise httpx.ConnectError("connection refused")
        if not fault.status_works:
            await asyncio.sleep(3600)
        return httpx.Response(200, json={"connected_miners": 4, "active_sessions": 6})

    @asynccontextmanager
    async def _open(self, target: Target, call: RouterCall) -> AsyncIterator[Exchange]:
        canary = call.client_reference == CANARY
        self.arrivals.append(
            RouterArrival(virtual_seconds(), target.url, target.session_id, canary, call.client_reference)
        )
        await asyncio.sleep(_ROUND_TRIP_SECONDS)
        if self.fault(target.url).refuses:
            raise failures.unreachable()
        if self.strict and self.running.get(target.session_id):
            self.mismatches += 1
            raise failures.rejected(500, _MISMATCH)
        with self._busy(target.session_id):
            await self._until_first_byte(target, call)
            yield _SimulatedExchange(self, target, call)

    async def _until_first_byte(self, target: Target, call: RouterCall) -> None:
        fault = self.fault(target.url)
        if fault.status != 200 and self.rng.random() < fault.fail_share:
            await asyncio.sleep(_ERROR_SECONDS)
            raise failed(fault)
        seconds = TTFT_SECONDS * math.exp(self.rng.gauss(0, _TTFT_SIGMA)) * fault.slow_factor
        if not call.stream:
            seconds += TOKENS * TOKEN_SECONDS * fault.slow_factor
        if not fault.black_hole:
            await asyncio.sleep(seconds)
        fault = self.fault(target.url)
        if fault.refuses:
            raise failures.unreachable()
        if fault.black_hole:
            await asyncio.sleep(_BOUNDS.first_byte_seconds if call.stream else call.timeout_seconds)
            raise failures.timed_out()

    @contextmanager
    def _busy(self, session: int | None) -> Iterator[None]:
        self.running[session] = self.running.get(session, 0) + 1
        self.most[session] = max(self.most.get(session, 0), self.running[session])
        try:
            yield
        finally:
            self.running[session] -= 1


def failed(fault: RouterFault) -> Exception:
    """Return the error of a router that says ``fault.status``, as the router client raises it."""
    return failures.rejected(fault.status, "simulated failure", retry_after=fault.retry_after)


class _SimulatedExchange:
    def __init__(self, routers: SimulatedRouters, target: Target, call: RouterCall) -> None:
        self._routers = routers
        self._target = target
        self._call = call

    async def pieces(self) -> AsyncIterator[Sequence[TextChunk]]:
        if not self._call.stream:
            yield [TextChunk("word " * TOKENS), TextChunk(finish_reason="stop")]
            return
        fault = self._routers.fault(self._target.url)
        tokens = min(TOKENS, self._call.sampling.max_tokens or TOKENS)
        dies = self._routers.rng.random() < fault.drop_share
        for sent in range(0, tokens, _TOKENS_A_READ):
            if dies and sent >= TOKENS // 2:
                raise failures.interrupted()
            yield [TextChunk("word " * min(_TOKENS_A_READ, tokens - sent))]
            await asyncio.sleep(_TOKENS_A_READ * TOKEN_SECONDS * fault.slow_factor)
        yield [TextChunk(finish_reason="stop")]
