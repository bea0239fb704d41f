"""Fifty environments that share sessions: how many calls they make, and that no limit is exceeded."""

from __future__ import annotations

import asyncio
import random
import time

import pytest

from portal.errors import PoolSaturated
from portal.pools.leases.dynamodb import DynamoLeaseStore
from portal.pools.leases.session_leases import SessionLeases
from tests.support.pools.lease_fleet import LeaseFleet, pool_of
from tests.support.pools.lease_tables import open_table
from tests.support.pools.virtual_time import run_in_virtual_time

CALLS_PER_REQUEST = 2.3


@pytest.fixture
def seed() -> int:
    seed = time.time_ns() % 2**32
    print(f"seed {seed}")
    return seed


@pytest.mark.parametrize(
    ("utilisation", "calls", "saturated", "wait"),
    [(0.5, CALLS_PER_REQUEST, 0.01, 0.5), (0.8, 3.8, 0.03, 2.1)],
)
def test_fifty_environments_share_sessions(
    seed: int, utilisation: float, calls: float, saturated: float, wait: float
) -> None:
    async def scenario() -> None:
        fleet = LeaseFleet(50, pool_of(3, 6), seed=seed)
        await fleet.load(1000, utilisation=utilisation)
        served = sum(fleet.served.values())
        assert max(fleet.most.values()) == 1
        assert fleet.saturated <= saturated * 1000
        assert fleet.calls <= calls * (served + fleet.saturated)
        assert sorted(fleet.waits)[int(served * 0.95)] < wait
        assert fleet.outages == []
        shares = [
            sum(count for target, count in fleet.served.items() if target.url == url) / served
            for url in {target.url for target in fleet.targets}
        ]
        assert max(shares) < 0.4

    run_in_virtual_time(scenario())


def test_worse_sessions_are_used_only_when_the_others_are_taken(seed: int) -> None:
    async def scenario() -> None:
        fleet = LeaseFleet(50, pool_of(3, 6), seed=seed)
        await fleet.load(1000, utilisation=0.3, as_good=12)
        assert sum(fleet.served[target] for target in fleet.targets[12:]) <= 50
        assert fleet.calls <= CALLS_PER_REQUEST * 1000

    run_in_virtual_time(scenario())


@pytest.mark.slow
async def test_fifty_environments_share_sessions_on_dynamodb(lease_table: tuple[str, str], seed: int) -> None:
    """Requests last 0.6 s instead of seconds, so that they overlap more often than they would."""
    endpoint, name = lease_table
    pools, rng = pool_of(3, 2), random.Random(seed)
    targets = pools.pools["m"].targets
    running: dict[str, int] = {}
    saturated = 0

    async with open_table(endpoint, name) as table:
        store = DynamoLeaseStore(table, timeout_seconds=9.0)
        free = [SessionLeases(pools, store, wait_seconds=5.0, store_seconds=9.0) for _ in range(50)]

        async def request() -> None:
            nonlocal saturated
            leases = free.pop(rng.randrange(len(free)))
            try:
                async with leases.lease(rng.sample(targets, len(targets))) as target:
                    running[target.id] = running.get(target.id, 0) + 1
                    assert running[target.id] == 1
                    await asyncio.sleep(rng.uniform(0.3, 0.9))
                    running[target.id] -= 1
            except PoolSaturated:
                saturated += 1
            await leases.settle()
            free.append(leases)

        async with asyncio.TaskGroup() as group:
            for _ in range(50):
                group.create_task(request())
                await asyncio.sleep(0.6 / 3)
        assert saturated == 0
        assert table.calls <= CALLS_PER_REQUEST * 50
        state = await store.read("m")
        assert state is not None
        assert sorted(state.free) == sorted(str(target.session_id) for target in targets)
