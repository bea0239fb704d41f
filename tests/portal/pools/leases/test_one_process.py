"""Sessions take a limited number of requests at once in a process without a store of leases."""

from __future__ import annotations

import asyncio

import pytest

from portal.errors import PoolSaturated
from portal.policy import TargetPolicy
from portal.pools import SessionLimits, Target
from tests.support.router.pools import ANYTHING, A, B, C, OneModelRouter


async def test_full_session_is_skipped_and_full_pool_is_saturated() -> None:
    pools = OneModelRouter(A, B, limits=SessionLimits(default=1))
    async with pools.router.lease([A]):
        assert {pools.first() for _ in range(20)} == {B}
        async with pools.router.lease([B]):
            with pytest.raises(PoolSaturated) as caught:
                pools.first()
            assert caught.value.retry_after == 1.0
            with pytest.raises(PoolSaturated):
                async with pools.router.lease([A, B]):
                    pytest.fail("two requests ran on one session")
        assert pools.first() == B
    assert {pools.first() for _ in range(20)} == {A, B}


async def test_lease_is_of_the_first_candidate_with_a_free_session() -> None:
    pools = OneModelRouter(A, B, C, limits=SessionLimits(by_session={1: 1, 2: 1}))
    async with pools.router.lease([A, B, C]) as first, pools.router.lease([A, B, C]) as second:
        assert (first, second) == (A, B)
        async with pools.router.lease([A, B, C]) as third, pools.router.lease([A, B, C]) as fourth:
            assert (third, fourth) == (C, C), "without a limit"


async def test_nothing_is_held_early_where_that_takes_no_time() -> None:
    pools = OneModelRouter(A, limits=SessionLimits(default=1))
    assert pools.router.hold_early("m", ANYTHING) is None
    assert pools.first() == A


async def test_session_is_shared_by_all_its_routers() -> None:
    also = Target("http://elsewhere", A.session_id, alias="m")
    pools = OneModelRouter(A, also, limits=SessionLimits(by_session={1: 2}))
    async with pools.router.lease([A]), pools.router.lease([also]):
        with pytest.raises(PoolSaturated):
            pools.first()


async def test_limit_that_operators_set_replaces_the_configured_one() -> None:
    pools = OneModelRouter(A, B, limits=SessionLimits(default=3))
    snapshot = pools.published(policies={A: TargetPolicy(session_limit=1)})
    assert {pools.first(snapshot) for _ in range(20)} == {A, B}
    async with pools.router.lease([A]):
        assert {pools.first(snapshot) for _ in range(20)} == {B}
        raised = pools.published(policies={A: TargetPolicy(session_limit=2)})
        assert {pools.first(raised) for _ in range(40)} == {A, B}


async def test_requests_wait_in_order_for_a_session() -> None:
    pools = OneModelRouter(A, B, limits=SessionLimits(default=1), wait_seconds=5)
    order: list[str] = []

    async def request(name: str) -> None:
        async with pools.router.lease([A, B], wait_seconds=5):
            order.append(f"{name} starts")
            await asyncio.sleep(0.01)
            order.append(f"{name} ends")

    await asyncio.gather(request("one"), request("two"), request("three"), request("four"))
    assert [entry for entry in order if entry.endswith("starts")] == [
        f"{name} starts" for name in ("one", "two", "three", "four")
    ]
    assert order.index("three starts") > order.index("one ends")


async def test_request_that_waits_gets_the_session_that_is_free_first() -> None:
    pools = OneModelRouter(A, B, limits=SessionLimits(default=1))
    held_a, held_b = pools.router.lease([A]), pools.router.lease([B])
    async with held_a:
        async with held_b:
            waiting = asyncio.create_task(leased(pools, [A, B]))
            await asyncio.sleep(0)
        assert await asyncio.wait_for(waiting, 1) == B
    async with pools.router.lease([A]), pools.router.lease([B]):
        pass


async def leased(pools: OneModelRouter, candidates: list[Target]) -> Target:
    async with pools.router.lease(candidates, wait_seconds=5) as target:
        return target


async def test_wait_for_a_session_is_bounded_and_leaks_nothing() -> None:
    pools = OneModelRouter(A, B, limits=SessionLimits(default=1))
    async with pools.router.lease([A]), pools.router.lease([B]):
        with pytest.raises(PoolSaturated):
            async with pools.router.lease([A, B], wait_seconds=0.02):
                pytest.fail("two requests ran at once")
    async with pools.router.lease([A]), pools.router.lease([B]):
        pass


async def test_cancelled_wait_hands_its_session_on() -> None:
    pools = OneModelRouter(A, limits=SessionLimits(default=1))
    async with pools.router.lease([A]):
        cancelled = asyncio.create_task(leased(pools, [A]))
        waiting = asyncio.create_task(leased(pools, [A]))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    # ``cancelled`` has been handed the session in this step and is cancelled before it resumes.
    cancelled.cancel()
    assert await asyncio.wait_for(waiting, 1) == A
    async with pools.router.lease([A]):
        pass


async def test_session_is_released_after_a_failure() -> None:
    pools = OneModelRouter(A, limits=SessionLimits(default=1))
    with pytest.raises(ZeroDivisionError):
        async with pools.router.lease([A]):
            raise ZeroDivisionError
    async with pools.router.lease([A]):
        pass


async def test_no_limit_allows_any_number_of_requests() -> None:
    pools = OneModelRouter(A)
    async with pools.router.lease([A]), pools.router.lease([A]), pools.router.lease([A]):
        assert pools.first() == A
