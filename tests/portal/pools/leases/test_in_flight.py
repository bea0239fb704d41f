"""Operators read how many requests run on each target."""

from __future__ import annotations

from portal.pools import Pool, PoolMap, Target
from portal.pools.leases.in_flight import in_flight_by_target
from portal.pools.leases.memory import MemoryLeaseStore


async def test_running_requests_are_counted_by_one_read_a_group() -> None:
    one, two, free = (Target("http://a", session, alias="m") for session in (1, 2, 3))
    also_one, alone = Target("http://b", 1, alias="n"), Target("http://c", 9, alias="x")
    pools = PoolMap(
        {"m": Pool("m", (one, two, free)), "n": Pool("n", (also_one,)), "x": Pool("x", (alone,))}, None
    )
    store = MemoryLeaseStore()
    await store.create("m", {"1": 2, "2": 1}, 0)
    await store.acquire("m", "alive", position=0, allowed=["1"], ends_at=5_000)
    await store.acquire("m", "dead", position=0, allowed=["1"], ends_at=3_000)
    counts = await in_flight_by_target(store, pools, wall=lambda: 4.0)
    assert counts == {one.id: 1, also_one.id: 1, two.id: 0}
    assert store.calls["read"] == 2
