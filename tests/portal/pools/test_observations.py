"""What this process has seen corrects what is published, and is taken back by what is newer."""

from __future__ import annotations

import pytest

from portal.pool_health import TargetHealth
from portal.pools import Target
from portal.pools.observations import SUSPECT_MAX_SECONDS, SUSPECT_SECONDS
from portal.usage import AttemptOutcome
from tests.support.router.pools import A, B, C, OneModelRouter

A2 = Target(A.url, 9, alias="m")
UP = TargetHealth("up")


def firsts(pools: OneModelRouter, requests: int = 60, **published: object) -> set[Target]:
    snapshot = pools.published(**published)  # type: ignore[arg-type]
    return {pools.first(snapshot) for _ in range(requests)}


@pytest.mark.parametrize("outcome", ["unreachable", "rejected", "timed_out", "interrupted", "no_text"])
def test_failure_puts_a_target_behind_the_others_for_some_seconds(outcome: AttemptOutcome) -> None:
    pools = OneModelRouter(A, B, C)
    pools.attempt(A, outcome)
    assert firsts(pools) == {B, C}
    pools.clock.now += SUSPECT_SECONDS + 0.1
    assert A in firsts(pools, requests=600)


def test_target_is_tried_carefully_until_it_has_succeeded() -> None:
    pools = OneModelRouter(A, B, C)
    pools.attempt(A, "rejected")
    pools.clock.now += SUSPECT_SECONDS + 0.1
    assert pools.shares()[A] < 0.08
    pools.attempt(A)
    assert pools.shares()[A] == pytest.approx(1 / 3, abs=0.05)


def test_connection_failure_counts_for_the_whole_router() -> None:
    pools = OneModelRouter(A, A2, B)
    pools.attempt(A, "unreachable")
    assert firsts(pools) == {B}
    pools.attempt(A2)
    assert A2 in firsts(pools)


def test_other_failures_count_for_their_target_alone() -> None:
    pools = OneModelRouter(A, A2, B)
    pools.attempt(A, "rejected")
    assert firsts(pools) == {A2, B}


def test_two_silent_sessions_make_their_router_suspect() -> None:
    third = Target(A.url, 10, alias="m")
    pools = OneModelRouter(A, A2, third, B)
    pools.attempt(A, "timed_out")
    assert third in firsts(pools)
    pools.attempt(A2, "timed_out")
    assert firsts(pools) == {B}


def test_success_counts_only_if_it_began_after_the_failure() -> None:
    pools = OneModelRouter(A, B)
    seen = pools.router.observations
    long_ago = seen.started(A)
    pools.clock.now += 1
    pools.attempt(A, "unreachable")
    seen.ended(A, long_ago, pools.clock.now, "ok", had_text=True)
    assert firsts(pools) == {B}
    pools.attempt(A)
    assert firsts(pools) == {A, B}


def test_failures_of_requests_that_ran_at_once_are_one_incident() -> None:
    pools = OneModelRouter(A, B)
    seen = pools.router.observations
    began = [seen.started(A) for _ in range(10)]
    pools.clock.now += 0.1
    for began_at in began:
        seen.ended(A, began_at, pools.clock.now, "unreachable")
    pools.clock.now += SUSPECT_SECONDS + 0.1
    assert A in firsts(pools, requests=600)


def test_repeated_failures_count_longer_up_to_a_bound() -> None:
    pools = OneModelRouter(A, B)
    for _ in range(10):
        pools.attempt(A, "rejected")
    pools.clock.now += SUSPECT_MAX_SECONDS - 0.1
    assert firsts(pools) == {B}
    pools.clock.now += 0.2
    assert A in firsts(pools, requests=600)


def test_newer_health_takes_a_failure_back_and_older_health_does_not() -> None:
    pools = OneModelRouter(A, B)
    for _ in range(3):
        pools.attempt(A, "rejected")
    assert firsts(pools, targets={A: UP, B: UP}, age=0) == {B}
    pools.clock.now += 7
    assert firsts(pools, targets={A: UP, B: UP}, age=5) == {B}
    assert pools.shares(pools.published({A: UP, B: UP}, age=0))[A] == pytest.approx(0.5, abs=0.05)


def test_time_in_which_the_environment_was_frozen_counts() -> None:
    """The clock is the elapsed one, which goes on; nothing here counts requests instead of seconds."""
    pools = OneModelRouter(A, B)
    pools.attempt(A, "unreachable")
    pools.clock.now += 3600
    assert A in firsts(pools, requests=600)


@pytest.mark.parametrize("outcome", ["cancelled", "busy"])
def test_cancelled_and_busy_are_no_failures(outcome: AttemptOutcome) -> None:
    pools = OneModelRouter(A, B)
    pools.attempt(A, outcome)
    pools.clock.now += 1.1
    assert pools.shares()[A] == pytest.approx(0.5, abs=0.05)


def test_busy_target_goes_last_until_its_retry_after() -> None:
    pools = OneModelRouter(A, B)
    pools.attempt(A, "busy", retry_after=20)
    assert firsts(pools) == {B}
    pools.clock.now += 20.1
    assert firsts(pools) == {A, B}


def test_success_that_began_after_it_was_busy_frees_a_target() -> None:
    pools = OneModelRouter(A, B)
    pools.attempt(A, "busy", retry_after=50)
    pools.attempt(A)
    assert firsts(pools) == {A, B}


def test_capacity_is_learned_from_the_concurrency_at_which_it_was_busy() -> None:
    pools = OneModelRouter(A, B)
    seen = pools.router.observations
    running = [seen.started(A) for _ in range(3)]
    seen.ended(A, running.pop(), pools.clock.now, "busy", retry_after=0)
    assert firsts(pools) == {B}, "two run, as many as it takes"
    seen.ended(A, running.pop(), pools.clock.now, "ok", had_text=True)
    assert A in firsts(pools)


def test_measured_times_to_the_first_text_move_the_choice() -> None:
    pools = OneModelRouter(A, B, C)
    for _ in range(3):
        pools.attempt(A, seconds=6.0)
        pools.attempt(B, seconds=0.3)
        pools.attempt(C, seconds=0.3)
    assert pools.shares().get(A, 0) < 0.02
    pools.clock.now += 61
    assert pools.shares()[A] == pytest.approx(1 / 3, abs=0.05)
