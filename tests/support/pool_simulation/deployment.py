"""A deployment in virtual time: 50 environments, 3 routers of 6 sessions, the monitor, and its delays."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx

from functions.pool_monitor.invocation import MonitorCollaborators, SharedStores, open_invocation
from functions.pool_monitor.metrics import MonitorMetrics
from functions.pool_monitor.state.memory import MemoryStateStore
from portal.pools import Pool, PoolMap, SessionLimits, Target
from tests.support.pool_simulation.environment import SimulatedEnvironment
from tests.support.pool_simulation.gateway_process import SharedParts
from tests.support.pool_simulation.measurements import Observed
from tests.support.pool_simulation.routers import HEALTHY, RouterFault, SimulatedRouters
from tests.support.pool_simulation.shared_state import (
    ALIAS,
    DelayedPolicyStore,
    SimulatedDatabase,
    delayed_lease_store,
)
from tests.support.pool_simulation.virtual_time import VirtualTimeLoop

Result = TypeVar("Result")

ENVIRONMENTS = 50
SESSIONS = 6
A, B, C = "http://router-a", "http://router-b", "http://router-c"
ROUTERS = (A, B, C)
SEED = "PORTAL_POOL_SIMULATION_SEED"
"""The environment variable that fixes the seed of a simulation, to repeat a failure."""

_INVOCATION_SECONDS = 60.0
_SCHEDULE_LATE_SECONDS = 3.0


def new_seed() -> int:
    """Return the seed of the environment variable, else another one each time. It is printed."""
    seed = int(os.environ.get(SEED) or random.SystemRandom().randrange(1_000_000))
    print(f"{SEED}={seed}")
    return seed


class SimulatedDeployment:
    """``observed`` collects the requests. Use it within ``running``.

    ``limit`` is that of each session; a session is the same one on every router. With ``shared_limits`` the
    environments lease them from a store. ``strict``: routers refuse a second request on a busy session.
    """

    def __init__(
        self,
        seed: int,
        *,
        limit: int | None = None,
        shared_limits: bool = True,
        strict: bool = False,
        wait_seconds: float = 0.0,
        sessions: int = SESSIONS,
    ) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualTimeLoop)
        self._loop = loop
        self.rng = random.Random(seed)
        targets = tuple(
            Target(url, session, "key", ALIAS) for url in ROUTERS for session in range(11, 11 + sessions)
        )
        self.pools = PoolMap({ALIAS: Pool(ALIAS, targets)}, ALIAS, SessionLimits(default=limit))
        self.routers = SimulatedRouters(ROUTERS, self._new_rng(), strict=strict)
        self.database = SimulatedDatabase(self._new_rng(), loop.wall)
        self.policies = DelayedPolicyStore(loop.wall)
        self.lease_calls: Counter[str] = Counter()
        self.leases = delayed_lease_store(self._new_rng(), self.lease_calls)
        self.observed = Observed()
        self._shared = SharedParts(
            pools=self.pools,
            policies=self.policies,
            leases=self.leases if shared_limits and limit is not None else None,
            database=self.database,
            routers=self.routers,
            wait_seconds=wait_seconds,
            router_of={target.id: target.url for target in targets},
            clock=loop.time,
            wall=loop.wall,
            stopwatch=loop.time,
        )
        self._idle = [self._new_environment() for _ in range(ENVIRONMENTS)]
        self._requests = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the monitor beside the block. Its schedule starts an invocation a minute, late by chance."""
        monitor = asyncio.create_task(self._monitor())
        await asyncio.sleep(_SCHEDULE_LATE_SECONDS + 2)
        try:
            yield
        finally:
            monitor.cancel()
            await asyncio.gather(monitor, return_exceptions=True)

    @property
    def now(self) -> float:
        return self._loop.time()

    @property
    def targets(self) -> Sequence[Target]:
        return self.pools.pools[ALIAS].targets

    def start(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Run ``work`` beside the caller."""
        return asyncio.create_task(work)

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def calls_of(self, observed: Observed) -> int:
        """Return how many router calls these requests were."""
        references = {request.reference for request in observed.requests}
        return sum(arrival.reference in references for arrival in self.routers.arrivals)

    def break_router(self, url: str, fault: RouterFault) -> float:
        """Let ``fault`` set in now; return the time."""
        self.routers.faults[url] = fault
        return self._loop.time()

    def heal(self, url: str) -> float:
        return self.break_router(url, HEALTHY)

    async def load(
        self, rate: float, seconds: float, *, unary_share: float = 0.0, cold_share: float = 0.01
    ) -> Observed:
        """Send ``rate`` requests a second at random times, and wait for all of them.

        An idle environment takes each, any of them; there are more if all are busy. A ``cold_share`` of
        requests meets a new environment, in place of one that has ended.
        """
        running: list[asyncio.Task[None]] = []
        began, begun = self._loop.time(), len(self.observed.requests)
        # As many as the rate says, so that chance is in when they come, and not in how much load there is.
        for at in sorted(self.rng.uniform(0, seconds) for _ in range(round(rate * seconds))):
            await asyncio.sleep(began + at - self._loop.time())
            running.append(asyncio.create_task(self._request(unary_share, cold_share)))
        await asyncio.sleep(max(0.0, began + seconds - self._loop.time()))
        await asyncio.gather(*running)
        return Observed(self.observed.requests[begun:])

    async def at_once(self, requests: int) -> Observed:
        """Send so many requests within a tenth of a second."""
        begun = len(self.observed.requests)
        await asyncio.gather(
            *(self._request(0.0, 0.0, delay=self.rng.uniform(0, 0.1)) for _ in range(requests))
        )
        return Observed(self.observed.requests[begun:])

    async def _request(self, unary_share: float, cold_share: float, *, delay: float = 0.0) -> None:
        await asyncio.sleep(delay)
        if self._idle:
            environment = self._idle.pop(self.rng.randrange(len(self._idle)))
        else:
            environment = self._new_environment()
        if self.rng.random() < cold_share:
            environment = self._new_environment()
        self._requests += 1
        stream = self.rng.random() >= unary_share
        served = await environment.serve(stream=stream, reference=f"req_{self._requests}")
        self.observed.requests.append(served)
        self._idle.append(environment)

    async def _monitor(self) -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.routers.status))
        collaborators = MonitorCollaborators(
            pools=self.pools,
            http=http,
            router=self.routers,
            records=self.database,
            documents=self.database,
            metrics=MonitorMetrics(""),
            shared=SharedStores(self.policies, self.leases, MemoryStateStore()),
            on_lease_outage=lambda _: None,
            wall=self._loop.wall,
            elapsed=self._loop.time,
        )
        invocations: list[asyncio.Task[dict[str, int]]] = []
        try:
            while True:
                await asyncio.sleep(self.rng.uniform(0, _SCHEDULE_LATE_SECONDS))
                invocations.append(asyncio.create_task(open_invocation(collaborators).run()))
                await asyncio.sleep(_INVOCATION_SECONDS - _SCHEDULE_LATE_SECONDS)
        finally:
            for invocation in invocations:
                invocation.cancel()
            await asyncio.gather(*invocations, return_exceptions=True)
            await http.aclose()

    def _new_environment(self) -> SimulatedEnvironment:
        return SimulatedEnvironment(self._shared, self._new_rng())

    def _new_rng(self) -> random.Random:
        return random.Random(self.rng.random())
