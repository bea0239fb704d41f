"""Choosing targets: rotation, aliases, states of the policy."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from portal.errors import ModelNotFound, ModelUnavailable
from portal.policy import ModelPolicy, ModelState, PolicySnapshot, PoolPolicy, PoolState, TargetPolicy
from portal.pools import Pool, PoolMap, Target
from portal.pools.routing import PoolRouter
from tests.support.router.pools import ANYTHING, A, B, C, OneModelRouter


def policy(
    *,
    model: ModelState = "active",
    pool: PoolState = "active",
    targets: Mapping[str, PoolState] | None = None,
) -> PolicySnapshot:
    states = {target: TargetPolicy(state) for target, state in (targets or {}).items()}
    return PolicySnapshot(
        models={"m": ModelPolicy("m", "public-pool", model)},
        pools={
            "public-pool": PoolPolicy(
                "public-pool", pool, {id: TargetPolicy(state) for id, state in (targets or {}).items()}
            )
        },
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
        policy(targets={A.id: "disabled", B.id: "draining"}),
    ],
)
def test_disabled_or_draining_takes_no_new_requests(snapshot: PolicySnapshot) -> None:
    with pytest.raises(ModelUnavailable):
        OneModelRouter(A, B).router.route("m", snapshot)


def test_draining_target_is_skipped() -> None:
    pools = OneModelRouter(A, B, C)
    snapshot = policy(targets={A.id: "draining", B.id: "active"})
    chosen = {target for _ in range(6) for target in pools.candidates(snapshot)}
    assert chosen == {B, C}
