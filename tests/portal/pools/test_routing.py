"""Choosing targets: aliases, what operators set, what is published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import ModelNotFound, ModelUnavailable
from portal.policy import ModelPolicy, ModelState, PolicySnapshot, PoolPolicy, PoolState, TargetPolicy
from portal.pool_health import TargetHealth
from portal.pools import SessionLimits, Target
from portal.usage import AttemptOutcome
from tests.support.router.pools import ANYTHING, EPOCH, A, B, C, OneModelRouter


def policy(
    *,
    model: ModelState = "active",
    pool: PoolState = "active",
    targets: Mapping[str, PoolState] | None = None,
) -> PolicySnapshot:
    return PolicySnapshot(
        models={"m": ModelPolicy("m", "public-pool", model)},
        pools={
            "public-pool": PoolPolicy(
                "public-pool", pool, {each: TargetPolicy(state) for each, state in (targets or {}).items()}
            )
        },
    )


def test_every_target_gets_its_part() -> None:
    shares = OneModelRouter(A, B, C).shares()
    assert set(shares) == {A, B, C}
    assert max(shares.values()) < 0.40


def test_further_attempts_go_to_another_router_and_then_to_another_session() -> None:
    other_session = Target(A.url, 9, alias="m")
    pools = OneModelRouter(A, other_session, B)
    assert pools.candidates(tried=[A])[0] == B
    assert pools.candidates(tried=[A, B]) == [other_session]
    assert pools.candidates(tried=[A, B, other_session]) == []
    assert OneModelRouter(A).candidates() == (A,)
    assert OneModelRouter(A).candidates(tried=[A]) == ()


def test_alias_and_default_model_are_resolved() -> None:
    router = OneModelRouter(A).router
    assert router.resolve_alias("m") == "m"
    assert router.resolve_alias(None) == "m"
    assert router.resolve_alias("default") == "m"
    assert router.resolve_alias("gpt-5") is None
    with pytest.raises(ModelNotFound):
        router.plan("gpt-5", ANYTHING)


def test_pool_name_is_that_of_the_catalogue() -> None:
    router = OneModelRouter(A).router
    assert router.plan("m", policy()).pool == "public-pool"
    assert router.plan("m", ANYTHING).pool == "m"


@pytest.mark.parametrize(
    "snapshot",
    [
        policy(model="disabled"),
        policy(pool="draining"),
        policy(pool="disabled"),
        policy(targets={A.id: "disabled", B.id: "draining"}),
    ],
)
def test_disabled_or_draining_takes_no_new_requests(snapshot: PolicySnapshot) -> None:
    with pytest.raises(ModelUnavailable):
        OneModelRouter(A, B).router.plan("m", snapshot)


def test_draining_target_is_skipped() -> None:
    pools = OneModelRouter(A, B, C)
    snapshot = policy(targets={A.id: "draining", B.id: "active"})
    chosen = {target for _ in range(30) for target in pools.candidates(snapshot)}
    assert chosen == {B, C}


def test_target_that_drains_meanwhile_gets_no_further_attempt() -> None:
    pools = OneModelRouter(A, B)
    plan = pools.router.plan("m", policy())
    pools.router.follow(plan, policy(targets={B.id: "draining"}))
    assert plan.candidates(tried=[A]) == ()
    pools.router.follow(plan, policy(model="disabled"))
    assert plan.candidates() == []


def test_operators_weigh_targets_and_put_them_into_tiers() -> None:
    pools = OneModelRouter(A, B, C)
    weights = {A: TargetPolicy(weight=3.0), B: TargetPolicy(weight=1.0), C: TargetPolicy(tier=1)}
    snapshot = pools.published(policies=weights)
    shares = pools.shares(snapshot)
    assert shares[A] == pytest.approx(0.75, abs=0.04)
    assert C not in shares
    assert pools.candidates(snapshot)[-1] == C


async def test_higher_tier_is_used_while_the_lower_one_is_full() -> None:
    pools = OneModelRouter(A, B, limits=SessionLimits(default=1))
    snapshot = pools.published(policies={B: TargetPolicy(tier=1)})
    assert pools.first(snapshot) == A
    async with pools.router.lease([A]):
        assert pools.first(snapshot) == B
    assert pools.first(snapshot) == A


@pytest.mark.parametrize("health", [TargetHealth("down", 0.0), TargetHealth("flaky", 0.0)])
def test_ejected_target_gets_no_first_attempt_even_in_a_cold_environment(health: TargetHealth) -> None:
    pools = OneModelRouter(A, B, C)
    assert set(pools.shares(pools.published({A: health}))) == {B, C}


def test_target_comes_back_by_its_published_share() -> None:
    pools = OneModelRouter(A, B)
    assert pools.shares(pools.published({A: TargetHealth("up", 0.25)}))[A] == pytest.approx(0.2, abs=0.04)


def test_if_all_are_down_one_is_tried_and_no_other() -> None:
    pools = OneModelRouter(A, B, C)
    down = dict.fromkeys((A, B, C), TargetHealth("down", 0.0))
    snapshot = pools.published(down)
    first = pools.first(snapshot)
    assert pools.candidates(snapshot, tried=[first]) == []


def test_target_that_has_just_answered_here_is_not_down() -> None:
    pools = OneModelRouter(A, B)
    down = dict.fromkeys((A, B), TargetHealth("down", 0.0))
    pools.clock.now += 10
    snapshot = pools.published(down, age=5)
    pools.attempt(A)
    assert {pools.first(snapshot) for _ in range(20)} == {A}


@pytest.mark.parametrize("age", [16.0, -6.0, 86_400.0])
def test_health_that_is_too_old_or_from_the_future_is_unknown_not_down(age: float) -> None:
    pools = OneModelRouter(A, B)
    snapshot = pools.published({A: TargetHealth("down", 0.0)}, age=age)
    assert pools.shares(snapshot)[A] == pytest.approx(0.5, abs=0.05)


def test_health_grows_old_while_the_snapshot_is_held() -> None:
    pools = OneModelRouter(A, B)
    snapshot = pools.published({A: TargetHealth("down", 0.0)}, age=14)
    assert set(pools.shares(snapshot)) == {B}
    pools.clock.now += 2
    assert set(pools.shares(snapshot)) == {A, B}


def test_published_busy_target_goes_last() -> None:
    pools = OneModelRouter(A, B)
    until = datetime.fromtimestamp(EPOCH + pools.clock.now + 10, UTC)
    snapshot = pools.published({A: TargetHealth("busy", busy_until=until)})
    assert set(pools.shares(snapshot)) == {B}
    pools.clock.now += 10.5
    assert set(pools.shares(snapshot)) == {B}, "the pool monitor's news of it is not here yet"
    pools.clock.now += 4
    assert set(pools.shares(snapshot)) == {A, B}


def test_retry_after_of_a_busy_pool_is_that_of_the_first_to_be_free() -> None:
    pools = OneModelRouter(A, B)
    pools.attempt(A, "busy", retry_after=40, seconds=0)
    pools.attempt(B, "busy", retry_after=7, seconds=0)
    assert pools.router.plan("m", ANYTHING).retry_after() == pytest.approx(7)
    assert pools.candidates()[0] == B


@given(
    shares=st.lists(st.sampled_from([0.0, 0.1, 0.5, 1.0]), min_size=2, max_size=6),
    seen=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["ok", "rejected", "timed_out"])), max_size=8),
    seed=st.integers(0, 5),
)
def test_ejected_or_failed_target_is_never_first_while_another_is_up(
    shares: list[float], seen: list[tuple[int, AttemptOutcome]], seed: int
) -> None:
    targets = [Target(f"http://r{index}", index, alias="m") for index in range(len(shares))]
    pools = OneModelRouter(*targets, seed=seed)
    failed: set[Target] = set()
    for index, outcome in seen:
        target = targets[index % len(targets)]
        pools.attempt(target, outcome, seconds=0)
        (failed.discard if outcome == "ok" else failed.add)(target)
    bad = failed | {target for target, share in zip(targets, shares, strict=True) if share == 0}
    health = {
        target: TargetHealth("down" if share == 0 else "up", share)
        for target, share in zip(targets, shares, strict=True)
    }
    if bad != set(targets):
        assert pools.first(pools.published(health, age=0)) not in bad
