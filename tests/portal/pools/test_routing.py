"""Choosing targets: rotation, policy, circuit breaker, session slots."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping

import pytest

from portal.errors import (
    ModelNotFound,
    ModelUnavailable,
    PoolSaturated,
    RouterRefused,
    RouterUnreachable,
)
from portal.policy import ModelPolicy, ModelState, PolicySnapshot, PoolPolicy, PoolState
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.circuit_breaker import CircuitBreaker
from portal.pools.routing import PoolRouter

A, B, C = (Target(f"http://{name}", session) for name, session in (("a", 1), ("b", 2), ("c", 3)))
ANYTHING = PolicySnapshot()
DOWN = RouterUnreachable("x")


class SettableClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class OneModelRouter:
    """A PoolRouter of one model, with a clock that tests set."""

    def __init__(
        self, *targets: Target, limits: SessionLimits | None = None, wait_seconds: float = 0.0
    ) -> None:
        self.clock = SettableClock()
        self.router = PoolRouter(
            PoolMap({"m": Pool("m", targets)}, "m", limits or SessionLimits()),
            breaker=CircuitBreaker(threshold=3, cooldown=15.0),
            wait_seconds=wait_seconds,
            clock=self.clock,
            rng=random.Random(1),
        )

    def first(self, snapshot: PolicySnapshot = ANYTHING) -> Target:
        return self.candidates(snapshot)[0]

    def candidates(self, snapshot: PolicySnapshot = ANYTHING) -> tuple[Target, ...]:
        return self.router.route("m", snapshot).candidates

    def break_down(self, target: Target) -> None:
        for _ in range(3):
            self.router.failed(target, DOWN)


def policy(
    *,
    model: ModelState = "active",
    pool: PoolState = "active",
    targets: Mapping[str, PoolState] | None = None,
) -> PolicySnapshot:
    return PolicySnapshot(
        models={"m": ModelPolicy("m", "public-pool", model)},
        pools={"public-pool": PoolPolicy("public-pool", pool, targets or {})},
    )


def test_requests_rotate_over_the_targets() -> None:
    pools = OneModelRouter(A, B, C)
    firsts = [pools.first() for _ in range(6)]
    assert set(firsts[:3]) == {A, B, C}
    assert firsts[:3] == firsts[3:]


def test_processes_start_their_rotation_at_different_targets() -> None:
    starts = {
        PoolRouter(PoolMap({"m": Pool("m", (A, B, C))}, "m"), rng=random.Random(seed))
        .route("m", ANYTHING)
        .candidates[0]
        for seed in range(20)
    }
    assert starts == {A, B, C}


def test_candidates_are_at_most_two_different_targets() -> None:
    pools = OneModelRouter(A, B, C)
    for _ in range(6):
        first, second = pools.candidates()
        assert first != second
    assert OneModelRouter(A).candidates() == (A,)


def test_second_attempt_goes_to_another_router() -> None:
    other_session = Target(A.url, 9)
    pools = OneModelRouter(A, other_session, B)
    for _ in range(3):
        first, second = pools.candidates()
        assert first.url != second.url
    assert set(OneModelRouter(A, other_session).candidates()) == {A, other_session}


def test_alias_and_default_model_are_resolved() -> None:
    router = OneModelRouter(A).router
    assert router.resolve_alias("m") == "m"
    assert router.resolve_alias(None) == "m"
    assert router.resolve_alias("default") == "m"
    assert router.resolve_alias("gpt-5") is None
    with pytest.raises(ModelNotFound):
        router.route("gpt-5", ANYTHING)


def test_pool_name_is_that_of_the_catalogue() -> None:
    router = OneModelRouter(A).router
    assert router.route("m", policy()).pool == "public-pool"
    assert router.route("m", ANYTHING).pool == "m"


@pytest.mark.parametrize(
    "snapshot",
    [
        policy(model="disabled"),
        policy(pool="draining"),
        policy(pool="disabled"),
        policy(targets={A.url: "disabled", B.url: "draining"}),
    ],
)
def test_disabled_or_draining_takes_no_new_requests(snapshot: PolicySnapshot) -> None:
    with pytest.raises(ModelUnavailable):
        OneModelRouter(A, B).router.route("m", snapshot)


def test_draining_target_is_skipped() -> None:
    pools = OneModelRouter(A, B, C)
    snapshot = policy(targets={f"{A.url}/": "draining", B.url: "active"})
    chosen = {target for _ in range(6) for target in pools.candidates(snapshot)}
    assert chosen == {B, C}


def test_consecutive_failures_open_a_target() -> None:
    pools = OneModelRouter(A, B)
    pools.router.failed(A, DOWN)
    pools.router.failed(A, DOWN)
    pools.router.succeeded(A)
    pools.router.failed(A, DOWN)
    assert {pools.first() for _ in range(4)} == {A, B}
    pools.router.failed(A, DOWN)
    pools.router.failed(A, DOWN)
    assert [pools.candidates() for _ in range(4)] == [(B,)] * 4


def test_refused_request_does_not_count_against_the_target() -> None:
    pools = OneModelRouter(A, B)
    for _ in range(9):
        pools.router.failed(A, RouterRefused("x", upstream_status=400))
    assert {pools.first() for _ in range(4)} == {A, B}


def test_one_canary_after_the_cooldown_falls_back_to_a_closed_target() -> None:
    pools = OneModelRouter(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.candidates() == (A, B)
    assert pools.candidates() == (B,)
    pools.router.succeeded(A)
    assert {pools.first() for _ in range(4)} == {A, B}


def test_failed_canary_starts_another_cooldown() -> None:
    pools = OneModelRouter(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.first() == A
    pools.router.failed(A, DOWN)
    pools.clock.now += 14
    assert {pools.first() for _ in range(4)} == {B}
    pools.clock.now += 1
    assert pools.first() == A


def test_canary_without_outcome_allows_another_canary() -> None:
    pools = OneModelRouter(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.first() == A
    pools.clock.now += 15
    assert pools.first() == A


def test_all_open_tries_the_target_whose_cooldown_ends_first() -> None:
    pools = OneModelRouter(A, B)
    pools.break_down(A)
    pools.clock.now += 1
    pools.break_down(B)
    assert pools.candidates() == (A,)
    assert pools.candidates() == (B,)


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
