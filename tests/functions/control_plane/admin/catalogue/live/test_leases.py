"""The leases that operators see, read from the store of all environments."""

from __future__ import annotations

import asyncio
import time

import pytest

from functions.control_plane.admin.catalogue.live.leases import READ_SECONDS, HeldLeases
from portal.pools import Target
from portal.pools.leases import LeaseStoreUnavailable
from portal.pools.leases.memory import MemoryLeaseStore

NOW_MS = 1_000_000
ONE = Target("http://router-1:5010", 41, None, "oss-20b")
OTHER_ROUTER = Target("http://router-2:5010", 41, None, "oss-20b")
UNLIMITED = Target("http://router-1:5010", 42, None, "oss-20b")
OTHER_POOL = Target("http://router-1:5010", 7, None, "qwen")
ALL = [ONE, OTHER_ROUTER, UNLIMITED, OTHER_POOL]


async def leased(store: MemoryLeaseStore) -> None:
    """One request on session 41 runs, the lease of another has ended."""
    await store.create("oss-20b", {"41": 2}, limits_as_of=1)
    await store.acquire("oss-20b", "a", position=0, allowed=["41"], ends_at=NOW_MS + 1)
    await store.acquire("oss-20b", "b", position=0, allowed=["41"], ends_at=NOW_MS - 1)


def held(store: MemoryLeaseStore | None) -> HeldLeases:
    return HeldLeases(store, wall=lambda: NOW_MS / 1000)


async def test_leases_count_for_each_target_of_a_session_until_they_end() -> None:
    store = MemoryLeaseStore()
    await leased(store)
    assert await held(store).by_target(ALL) == {ONE.id: 1, OTHER_ROUTER.id: 1}


async def test_free_session_has_no_leases() -> None:
    store = MemoryLeaseStore()
    await store.create("oss-20b", {"41": 2}, limits_as_of=1)
    assert await held(store).by_target([ONE]) == {ONE.id: 0}


async def test_without_a_store_leases_are_unknown() -> None:
    assert await held(None).by_target(ALL) == {}
    assert await held(MemoryLeaseStore()).by_target([]) == {}


async def test_store_that_is_down_leaves_leases_unknown() -> None:
    async def down(_: str) -> None:
        raise LeaseStoreUnavailable("down")

    assert await held(MemoryLeaseStore(before=down)).by_target(ALL) == {}


async def test_group_that_does_not_answer_leaves_the_others() -> None:
    class SlowStore(MemoryLeaseStore):
        async def read(self, group: str):  # type: ignore[no-untyped-def]
            await asyncio.sleep(60 if group == "qwen" else 0)
            return await super().read(group)

    store = SlowStore()
    await leased(store)
    await store.create("qwen", {"7": 1}, limits_as_of=1)
    began = time.monotonic()
    assert await held(store).by_target(ALL) == {ONE.id: 1, OTHER_ROUTER.id: 1}
    assert time.monotonic() - began < READ_SECONDS + 0.5


async def test_defect_is_not_taken_for_an_outage() -> None:
    async def defect(_: str) -> None:
        raise KeyError("defect")

    with pytest.raises(KeyError):
        await held(MemoryLeaseStore(before=defect)).by_target(ALL)
