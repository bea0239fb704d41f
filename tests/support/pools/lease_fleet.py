"""Many environments that lease the same sessions, each with a memory of its own."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence

from portal.errors import PoolSaturated
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.leases.memory import MemoryLeaseStore
from portal.pools.leases.session_leases import SessionLeases
from tests.support.pools.virtual_time import virtual_clock


def pool_of(routers: int, sessions: int, *, limit: int = 1) -> PoolMap:
    """Return one alias whose routers have ``sessions`` of their own each."""
    targets = tuple(
        Target(f"http://r{router}", router * sessions + session, alias="m")
        for router in range(routers)
        for session in range(sessions)
    )
    return PoolMap({"m": Pool("m", targets)}, "m", SessionLimits(default=limit))


class LeaseFleet:
    """``environments`` that send requests to all targets of one pool, one request each at a time.

    Calls of the store take 1 to 4 ms each way. ``running`` and ``most`` are requests by session: now, and the
    most at once. Run it in virtual time.
    """

    def __init__(self, environments: int, pools: PoolMap, *, seed: int, wait_seconds: float = 2.0) -> None:
        clock = virtual_clock()
        self.rng = random.Random(seed)
        self.targets: Sequence[Target] = pools.pools["m"].targets
        self.store = MemoryLeaseStore(before=self._network, after=self._network)
        self.free = [
            SessionLeases(
                pools,
                self.store,
                wait_seconds=wait_seconds,
                on_outage=self._outage,
                elapsed=clock.time,
                wall=clock.wall,
                rng=random.Random(seed + number),
            )
            for number in range(environments)
        ]
        self.outages: list[str] = []
        self.running: Counter[Target] = Counter()
        self.most: Counter[Target] = Counter()
        self.served: Counter[Target] = Counter()
        self.saturated = 0
        self.waits: list[float] = []

    @property
    def calls(self) -> int:
        return sum(count for name, count in self.store.calls.items() if name != "renew")

    async def request(self, seconds: float, *, as_good: int | None = None) -> None:
        """Run one request of ``seconds`` in an environment that is free, which then settles it."""
        leases = self.free.pop(self.rng.randrange(len(self.free)))
        candidates = list(self.targets)
        self.rng.shuffle(candidates)
        if as_good is not None:
            candidates.sort(key=lambda target: self.targets.index(target) >= as_good)
        arrived_at = virtual_clock().time()
        try:
            async with leases.lease(candidates, as_good=as_good) as target:
                self.waits.append(virtual_clock().time() - arrived_at)
                self.running[target] += 1
                self.most[target] = max(self.most[target], self.running[target])
                self.served[target] += 1
                await asyncio.sleep(seconds)
                self.running[target] -= 1
        except PoolSaturated:
            self.saturated += 1
        await leases.settle()
        self.free.append(leases)

    async def load(
        self, requests: int, *, utilisation: float, seconds: float = 2.0, as_good: int | None = None
    ) -> None:
        """Send requests of ``seconds`` on average, so many that ``utilisation`` of the sessions are used."""
        pause = seconds / (utilisation * len(self.targets))
        async with asyncio.TaskGroup() as group:
            for _ in range(requests):
                duration = self.rng.uniform(0.5, 1.5) * seconds
                if self.free:
                    group.create_task(self.request(duration, as_good=as_good))
                await asyncio.sleep(self.rng.expovariate(1 / pause))

    async def _network(self, _: str) -> None:
        await asyncio.sleep(self.rng.uniform(0.001, 0.004))

    def _outage(self, reason: str) -> None:
        self.outages.append(reason)
