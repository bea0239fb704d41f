"""Choosing targets: rotation, policy, breaker, places."""

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
from portal.pools.breaker import Breaker
from portal.pools.routing import PoolRouter

A, B, C = (Target(f"http://{name}", session) for name, session in (("a", 1), ("b", 2), ("c", 3)))
ANYTHING = PolicySnapshot()
DOWN = RouterUnreachable("x")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Pools:
    """A PoolRouter over one model, with time in the test's hand."""

    def __init__(
        self, *targets: Target, limits: SessionLimits | None = None, wait_seconds: float = 0.0
    ) -> None:
        self.clock = Clock()
        self.router = PoolRouter(
            PoolMap({"m": Pool("m", targets)}, "m", limits or SessionLimits()),
            breaker=Breaker(threshold=3, cooldown=15.0),
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


def test_requests_take_turns_over_the_targets() -> None:
    pools = Pools(A, B, C)
    firsts = [pools.first() for _ in range(6)]
    assert set(firsts[:3]) == {A, B, C}
    assert firsts[:3] == firsts[3:]


def test_processes_do_not_all_start_at_the_same_target() -> None:
    starts = {
        PoolRouter(PoolMap({"m": Pool("m", (A, B, C))}, "m"), rng=random.Random(seed))
        .route("m", ANYTHING)
        .candidates[0]
        for seed in range(20)
    }
    assert starts == {A, B, C}


def test_at_most_two_candidates_never_the_same_twice() -> None:
    pools = Pools(A, B, C)
    for _ in range(6):
        first, second = pools.candidates()
        assert first != second
    assert Pools(A).candidates() == (A,)


def test_the_second_attempt_goes_to_another_router() -> None:
    other_session = Target(A.url, 9)
    pools = Pools(A, other_session, B)
    for _ in range(3):
        first, second = pools.candidates()
        assert first.url != second.url
    assert set(Pools(A, other_session).candidates()) == {A, other_session}


def test_aliases_and_the_default_model() -> None:
    router = Pools(A).router
    assert router.alias_of("m") == "m"
    assert router.alias_of(None) == "m"
    assert router.alias_of("default") == "m"
    assert router.alias_of("gpt-5") is None
    with pytest.raises(ModelNotFound):
        router.route("gpt-5", ANYTHING)


def test_the_public_name_of_the_pool_is_the_catalogues() -> None:
    router = Pools(A).router
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
def test_what_is_switched_off_takes_no_new_requests(snapshot: PolicySnapshot) -> None:
    with pytest.raises(ModelUnavailable):
        Pools(A, B).router.route("m", snapshot)


def test_a_draining_target_is_passed_over() -> None:
    pools = Pools(A, B, C)
    snapshot = policy(targets={f"{A.url}/": "draining", B.url: "active"})
    chosen = {target for _ in range(6) for target in pools.candidates(snapshot)}
    assert chosen == {B, C}


def test_failures_in_a_row_open_a_target() -> None:
    pools = Pools(A, B)
    pools.router.failed(A, DOWN)
    pools.router.failed(A, DOWN)
    pools.router.succeeded(A)
    pools.router.failed(A, DOWN)
    assert {pools.first() for _ in range(4)} == {A, B}
    pools.router.failed(A, DOWN)
    pools.router.failed(A, DOWN)
    assert [pools.candidates() for _ in range(4)] == [(B,)] * 4


def test_a_refused_request_does_not_count_against_the_target() -> None:
    pools = Pools(A, B)
    for _ in range(9):
        pools.router.failed(A, RouterRefused("x", upstream_status=400))
    assert {pools.first() for _ in range(4)} == {A, B}


def test_after_the_cooldown_one_request_probes_with_a_healthy_target_behind_it() -> None:
    pools = Pools(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.candidates() == (A, B)
    assert pools.candidates() == (B,)
    pools.router.succeeded(A)
    assert {pools.first() for _ in range(4)} == {A, B}


def test_a_failed_probe_opens_for_another_cooldown() -> None:
    pools = Pools(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.first() == A
    pools.router.failed(A, DOWN)
    pools.clock.now += 14
    assert {pools.first() for _ in range(4)} == {B}
    pools.clock.now += 1
    assert pools.first() == A


def test_a_probe_that_is_never_heard_of_again_does_not_shut_the_target_for_good() -> None:
    pools = Pools(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.first() == A
    pools.clock.now += 15
    assert pools.first() == A


def test_when_all_are_open_the_one_that_rested_longest_is_tried() -> None:
    pools = Pools(A, B)
    pools.break_down(A)
    pools.clock.now += 1
    pools.break_down(B)
    assert pools.candidates() == (A,)
    assert pools.candidates() == (B,)


def test_a_full_session_is_passed_over_and_a_full_pool_refuses() -> None:
    pools = Pools(A, B, limits=SessionLimits(default=1))
    with pools.router.lease(A):
        assert {pools.first() for _ in range(4)} == {B}
        with pools.router.lease(B), pytest.raises(PoolSaturated) as caught:
            pools.first()
        assert caught.value.retry_after == 1.0
        with pytest.raises(PoolSaturated), pools.router.lease(A):
            pass
        assert pools.candidates() == (B,)
    assert {pools.first() for _ in range(4)} == {A, B}


def test_a_session_is_full_behind_every_router_that_leads_to_it() -> None:
    also = Target("http://elsewhere", A.session_id)
    pools = Pools(A, also, limits=SessionLimits(by_session={1: 2}))
    with pools.router.lease(A), pools.router.lease(also), pytest.raises(PoolSaturated):
        pools.first()


async def test_requests_wait_their_turn_where_waiting_is_configured() -> None:
    pools = Pools(A, limits=SessionLimits(default=1), wait_seconds=5)
    order: list[str] = []

    async def request(name: str) -> None:
        assert pools.first() == A
        async with pools.router.lease(A):
            order.append(f"{name} in")
            await asyncio.sleep(0.01)
            order.append(f"{name} out")

    await asyncio.gather(request("one"), request("two"), request("three"))
    assert order == ["one in", "one out", "two in", "two out", "three in", "three out"]


async def test_waiting_is_bounded_and_leaves_no_trace() -> None:
    pools = Pools(A, limits=SessionLimits(default=1), wait_seconds=0.02)
    async with pools.router.lease(A):
        with pytest.raises(PoolSaturated):
            async with pools.router.lease(A):
                pytest.fail("two requests ran at once")
    async with pools.router.lease(A):
        pass
    with pools.router.lease(A):
        pass


async def test_a_cancelled_wait_hands_its_turn_on() -> None:
    pools = Pools(A, limits=SessionLimits(default=1), wait_seconds=5)

    async def request() -> None:
        async with pools.router.lease(A):
            await asyncio.sleep(0)

    async with pools.router.lease(A):
        gone, stays = asyncio.create_task(request()), asyncio.create_task(request())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    # The turn was handed to ``gone`` in this very step; it leaves before it could take it.
    gone.cancel()
    await asyncio.wait_for(stays, 1)
    with pools.router.lease(A):
        pass


async def test_a_place_is_free_again_after_a_failure() -> None:
    pools = Pools(A, limits=SessionLimits(default=1))
    with pytest.raises(ZeroDivisionError):
        async with pools.router.lease(A):
            raise ZeroDivisionError
    with pools.router.lease(A):
        pass


def test_without_limits_any_number_runs_at_once() -> None:
    pools = Pools(A)
    with pools.router.lease(A), pools.router.lease(A), pools.router.lease(A):
        assert pools.first() == A
