"""The status that customers see of a model: by the policy, and by what was measured."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import ModelPolicy, PolicySnapshot, PoolPolicy, PoolState, TargetPolicy
from portal.policy.model_status import model_status, service_status
from portal.pool_health import PoolHealth, PoolServingState, PublishedHealth, TargetHealth, TargetState

MODEL = ModelPolicy("oss-20b", "oss")
IDS = ("tgt_1", "tgt_2")
STATES: tuple[PoolServingState, ...] = ("operational", "degraded", "unavailable")


def snapshot(
    *,
    pool: PoolState = "active",
    targets: dict[str, PoolState] | None = None,
    published: PoolServingState | None = None,
    health: dict[str, TargetState] | None = None,
) -> PolicySnapshot:
    policies = {each: TargetPolicy(state) for each, state in (targets or {}).items()}
    measured = PublishedHealth(
        datetime.now(UTC),
        {each: TargetHealth(state) for each, state in (health or {}).items()},
        {} if published is None else {"oss-20b": PoolHealth(published)},
    )
    return PolicySnapshot(
        models={"oss-20b": MODEL},
        pools={"oss": PoolPolicy("oss", pool, policies)},
        health=None if published is None and health is None else measured,
    )


def test_unknown_health_is_not_an_outage() -> None:
    assert model_status(MODEL, snapshot(), IDS) == "operational"
    assert model_status(MODEL, PolicySnapshot()) == "operational"


@pytest.mark.parametrize("published", STATES)
def test_what_is_measured_is_the_status(published: PoolServingState) -> None:
    assert model_status(MODEL, snapshot(published=published), IDS) == published
    assert model_status(MODEL, snapshot(published=published)) == published


def test_health_of_another_model_of_the_pool_says_nothing() -> None:
    other = ModelPolicy("oss-120b", "oss")
    assert model_status(other, snapshot(published="unavailable"), IDS) == "operational"


def test_disabled_model_is_unavailable() -> None:
    disabled = ModelPolicy("oss-20b", "oss", state="disabled")
    assert model_status(disabled, snapshot(published="operational"), IDS) == "unavailable"


@pytest.mark.parametrize("state", ["draining", "disabled"])
def test_drained_pool_is_unavailable(state: PoolState) -> None:
    assert model_status(MODEL, snapshot(pool=state, published="operational"), IDS) == "unavailable"
    assert model_status(MODEL, snapshot(pool=state)) == "unavailable"


@pytest.mark.parametrize("state", ["draining", "disabled"])
def test_draining_a_part_of_the_pool_degrades_the_model(state: PoolState) -> None:
    drained = snapshot(targets={"tgt_1": state}, published="operational", health={"tgt_1": "up"})
    assert model_status(MODEL, drained, IDS) == "degraded"
    assert model_status(MODEL, drained) == "degraded"


def test_draining_every_target_makes_the_model_unavailable() -> None:
    drained = snapshot(targets=dict.fromkeys(IDS, "draining"), published="operational")
    assert model_status(MODEL, drained, IDS) == "unavailable"


def test_target_of_another_model_of_the_pool_does_not_degrade_this_one() -> None:
    assert model_status(MODEL, snapshot(targets={"tgt_other": "disabled"}), IDS) == "operational"


def test_drained_target_that_is_no_longer_configured_degrades_nothing() -> None:
    drained = snapshot(targets={"tgt_gone": "draining"}, published="operational", health={"tgt_1": "up"})
    assert model_status(MODEL, drained) == model_status(MODEL, drained, IDS) == "operational"
    assert model_status(MODEL, snapshot(targets={"tgt_gone": "draining"})) == "operational"


def test_weight_tier_and_limit_of_a_target_change_no_status() -> None:
    pools = {"oss": PoolPolicy("oss", "active", {"tgt_1": TargetPolicy(weight=0.5, tier=1, session_limit=2)})}
    assert model_status(MODEL, PolicySnapshot(pools=pools)) == "operational"
    assert model_status(MODEL, PolicySnapshot(pools=pools), IDS) == "operational"


def test_model_is_unavailable_if_what_is_left_by_operators_is_down() -> None:
    left = snapshot(targets={"tgt_1": "draining"}, published="degraded", health={"tgt_2": "down"})
    assert model_status(MODEL, left, IDS) == "unavailable"


@pytest.mark.parametrize("state", ["up", "slow", "flaky", "busy", "unknown"])
def test_one_target_that_may_serve_keeps_the_model_from_unavailable(state: TargetState) -> None:
    measured = snapshot(published="degraded", health={"tgt_1": "down", "tgt_2": state})
    assert model_status(MODEL, measured, IDS) == "degraded"


@given(st.lists(st.sampled_from(STATES)))
def test_service_is_as_good_as_its_models(offered: list[PoolServingState]) -> None:
    status = service_status(offered)
    assert (status == "operational") == (bool(offered) and set(offered) == {"operational"})
    assert (status == "unavailable") == (set(offered) <= {"unavailable"})


@given(
    st.sampled_from(STATES),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(["active", "draining", "disabled"])),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(["up", "slow", "flaky", "busy", "down"])),
)
def test_status_is_never_better_than_measured_or_set(
    published: PoolServingState, targets: dict[str, PoolState], health: dict[str, TargetState]
) -> None:
    status = model_status(MODEL, snapshot(targets=targets, published=published, health=health), IDS)
    serving = [each for each in IDS if targets.get(each, "active") == "active" and health.get(each) != "down"]
    assert STATES.index(status) >= STATES.index(published)
    assert (status == "unavailable") == (published == "unavailable" or not serving)
    if any(state != "active" for state in targets.values()):
        assert status != "operational"
