"""Sessions take a limited number of requests at once; further requests wait or are refused."""

from __future__ import annotations

import asyncio

import pytest

from portal.errors import PoolSaturated
from portal.pools import SessionLimits, Target
from tests.support.router.pools import A, B, OneModelRouter


def test_full_session_is_skipped_and_full_pool_is_saturated() -> None:
    pools = OneModelRouter(A, B, limits=SessionLimits(default=1))
    with pools.router.lease(A):
        assert {pools.first() for _ in range(4)} == {B}
        with pools.router.lease(B), pytest.raises(PoolSaturated) as caught:
            pools.first()
        assert caught.value.retry_after == 1.0
        with pytest.raises(PoolSaturated), pools.router.lease(A):
            pass
        assert pools.candidates() == (B,)
    assert {pools.first() for _ in range(4)} == {A, B}


def test_session_slots_are_shared_by_all_its_routers() -> None:
    also = Target("http://elsewhere", A.session_id)
    pools = OneModelRouter(A, also, limits=SessionLimits(by_session={1: 2}))
    with pools.router.lease(A), pools.router.lease(also), pytest.raises(PoolSaturated):
        pools.first()


async def test_requests_wait_in_order_for_a_slot() -> None:
    pools = OneModelRouter(A, limits=SessionLimits(default=1), wait_seconds=5)
    order: list[str] = []

    async def request(name: str) -> None:
        assert pools.first() == A
        async with pools.router.lease(A):
            order.append(f"{name} starts")
            await asyncio.sleep(0.01)
            order.append(f"{name} ends")

    await asyncio.gather(request("one"), request("two"), request("three"))
    assert order == ["one starts", "one ends", "two starts", "two ends", "three starts", "three ends"]


async def test_wait_for_a_slot_is_bounded_and_leaks_nothing() -> None:
    pools = OneModelRouter(A, limits=SessionLimits(default=1), wait_seconds=0.02)
    async with pools.router.lease(A):
        with pytest.raises(PoolSaturated):
            async with pools.router.lease(A):
                pytest.fail("two requests ran at once")
    async with pools.router.lease(A):
        pass
    with pools.router.lease(A):
        pass


async def test_cancelled_wait_hands_its_slot_on() -> None:
    pools = OneModelRouter(A, limits=SessionLimits(default=1), wait_seconds=5)

    async def request() -> None:
        async with pools.router.lease(A):
            await asyncio.sleep(0)

    async with pools.router.lease(A):
        cancelled, waiting = asyncio.create_task(request()), asyncio.create_task(request())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    # ``cancelled`` has been handed the slot in this step and is cancelled before it resumes.
    cancelled.cancel()
    await asyncio.wait_for(waiting, 1)
    with pools.router.lease(A):
        pass


async def test_slot_is_released_after_a_failure() -> None:
    pools = OneModelRouter(A, limits=SessionLimits(default=1))
    with pytest.raises(ZeroDivisionError):
        async with pools.router.lease(A):
            raise ZeroDivisionError
    with pools.router.lease(A):
        pass


def test_no_limit_allows_any_number_of_requests() -> None:
    pools = OneModelRouter(A)
    with pools.router.lease(A), pools.router.lease(A), pools.router.lease(A):
        assert pools.first() == A
