"""Properties of the assessment: noise ejects nobody, order does not matter, a return goes up step by step."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.pool_monitor.assessment import (
    CanaryResult,
    MonitoredTarget,
    ObservedOutcome,
    RequestBucket,
    StatusResult,
)
from functions.pool_monitor.assessment.assessor import PoolAssessor
from portal.pool_health import PublishedHealth

NOW = 1_800_000_000.0
TARGETS = [
    MonitoredTarget(f"tgt_{router}{session}", "m", f"rtr_{router}")
    for router in range(3)
    for session in range(2)
]
IDS = [target.id for target in TARGETS]

OUTCOMES: list[ObservedOutcome] = [
    "ok",
    "unreachable",
    "rejected",
    "session_refused",
    "busy",
    "timed_out",
    "no_text",
    "interrupted",
]


def canary(
    target_id: str, at: float, outcome: ObservedOutcome = "ok", ttft_ms: float = 300.0, **more: object
) -> CanaryResult:
    time = ttft_ms if outcome == "ok" else None
    return CanaryResult(target_id, at - ttft_ms / 1000, at, outcome, time, **more)  # type: ignore[arg-type]


def bucket(target_id: str, start: float, ok: int, failed: int = 0, **more: object) -> RequestBucket:
    return RequestBucket(target_id, start, ok, failures={"rejected": failed} if failed else {}, **more)  # type: ignore[arg-type]


def _identity(result: CanaryResult | StatusResult | RequestBucket) -> tuple[object, ...]:
    """Two buckets of one start are one: the later read is the fuller one."""
    if isinstance(result, RequestBucket):
        return (RequestBucket, result.target_id, result.start)
    owner = result.target_id if isinstance(result, CanaryResult) else result.router_id
    return (type(result), owner, result.ended_at)


RESULTS = st.lists(
    st.one_of(
        st.builds(canary, st.sampled_from(IDS), st.floats(NOW - 50, NOW), st.sampled_from(OUTCOMES)),
        st.builds(
            bucket,
            st.sampled_from(IDS),
            st.integers(0, 10).map(lambda number: NOW - 5 * number),
            st.integers(0, 20),
            st.integers(0, 20),
        ),
        st.builds(
            StatusResult,
            st.sampled_from(["rtr_0", "rtr_1", "rtr_2"]),
            st.just(NOW - 51),
            st.floats(NOW - 50, NOW),
            st.sampled_from([None, "HTTP 500"]),
            st.booleans(),
        ),
    ),
    max_size=40,
    unique_by=_identity,
)


def assessed(results: Sequence[object]) -> PublishedHealth:
    assessor = PoolAssessor(TARGETS, NOW - 60)
    assessor.observe(results)  # type: ignore[arg-type]
    return assessor.assess(NOW)


@given(RESULTS, st.randoms())
@settings(max_examples=150, deadline=None)
def test_order_in_which_results_arrive_does_not_matter(results: list[object], rng: random.Random) -> None:
    shuffled = list(results)
    rng.shuffle(shuffled)
    assert assessed(shuffled) == assessed(results)


@given(st.lists(RESULTS, min_size=2, max_size=5))
@settings(max_examples=100, deadline=None)
def test_whatever_happens_half_of_the_pool_is_left_to_those_not_proven_dead(
    rounds: list[list[object]],
) -> None:
    assessor = PoolAssessor(TARGETS, NOW - 60)
    for number, results in enumerate(rounds):
        assessor.observe(results)  # type: ignore[arg-type]
        health = assessor.assess(NOW + number)
        dead = {each for each, standing in assessor.standings.items() if standing.proven}
        lost = sum(1 - own.share for each, own in health.targets.items() if each not in dead)
        assert lost <= len(TARGETS) / 2 + 0.01
        assert all(0 <= own.share <= 1 for own in health.targets.values())


def minutes_of_noise(seconds: int, error_rate: float, seed: int) -> Iterator[PublishedHealth]:
    """Yield the health each second of a pool whose requests fail at random, and whose times vary."""
    rng = random.Random(seed)
    assessor = PoolAssessor(TARGETS, NOW)
    for second in range(seconds):
        now = NOW + second
        for target_id in IDS:
            if rng.random() < 0.15:
                assessor.observe([canary(target_id, now, ttft_ms=rng.lognormvariate(5.7, 0.3))])
            if second % 5 == 0:
                count = rng.randint(0, 8)
                failed = sum(rng.random() < error_rate for _ in range(count))
                assessor.observe([bucket(target_id, now, count - failed, failed)])
        yield assessor.assess(now)


@pytest.mark.parametrize("error_rate", [0.0, 0.02])
def test_noise_changes_nothing(error_rate: float) -> None:
    for seed in range(3):
        states = {
            (own.state, own.share)
            for number, health in enumerate(minutes_of_noise(200, error_rate, seed))
            if number > 20
            for own in health.targets.values()
        }
        assert states == {("up", 1.0)}, (seed, error_rate, states)


@pytest.mark.parametrize("error_rate", [0.05, 0.1])
def test_noise_of_many_errors_costs_a_target_little(error_rate: float) -> None:
    shares = [own.share for health in minutes_of_noise(400, error_rate, 1) for own in health.targets.values()]
    assert sum(shares) / len(shares) > 0.97


@pytest.mark.parametrize("outcome", ["rejected", "unreachable", "no_text", "session_refused", "interrupted"])
def test_single_failure_of_a_canary_ejects_nobody(outcome: ObservedOutcome) -> None:
    health = assessed([canary(each, NOW - 2) for each in IDS] + [canary(IDS[0], NOW - 1, outcome)])
    assert {(own.state, own.share) for own in health.targets.values()} == {("up", 1.0)}


def test_status_that_fails_ejects_no_router_whose_models_answer() -> None:
    statuses = [StatusResult("rtr_0", NOW - at - 0.1, NOW - at, "HTTP 404") for at in range(5)]
    health = assessed([*statuses, *(canary(each, NOW - 2) for each in IDS)])
    assert {own.share for own in health.targets.values()} == {1.0}
    silent = assessed([*statuses, *(canary(each, NOW - 40) for each in IDS)])
    assert [silent.targets[each].state for each in IDS[:2]] == ["down", "down"]


def test_target_that_refuses_every_request_for_a_minute_is_down() -> None:
    busy = [canary(IDS[0], NOW - at, "busy", reason="HTTP 503") for at in (50, 40, 30, 20, 10, 1)]
    assert assessed(list(busy)).targets[IDS[0]].state == "down"
    served = [*busy, bucket(IDS[0], NOW - 25, 3)]
    assert assessed(list(served)).targets[IDS[0]].state == "busy"


def test_busy_until_is_the_end_of_the_retry_after_and_bounded() -> None:
    for retry_after, seconds in ((5.0, 4.0), (None, 1.0), (1e9, 59.0)):
        until = (
            assessed([canary(IDS[0], NOW - 1, "busy", retry_after=retry_after)]).targets[IDS[0]].busy_until
        )
        assert until == datetime.fromtimestamp(NOW + seconds, UTC)


def test_flaky_target_stays_out_longer_each_time() -> None:
    assessor = PoolAssessor(TARGETS, NOW)
    outs: list[float] = []
    now, out_since = NOW, None
    while len(outs) < 3 and now < NOW + 400:
        now += 1
        share = assessor.assess(now).targets[IDS[0]].share
        assessor.observe([canary(each, now, read_to_end=True) for each in IDS])
        if share > 0:
            # Half of its requests fail whenever it gets any.
            assessor.observe([bucket(IDS[0], now, 2, 2), *(bucket(each, now, 4) for each in IDS[1:])])
        if share == 0 and out_since is None:
            out_since = now
        elif share > 0 and out_since is not None:
            outs.append(now - out_since)
            out_since = None
    assert outs == sorted(outs)
    assert outs[0] >= 10
    assert outs[2] >= 30


def test_in_flight_and_capacity_come_from_leases_and_refusals() -> None:
    assessor = PoolAssessor(TARGETS, NOW - 60)
    assessor.in_flight = {IDS[0]: 3}
    assessor.observe([canary(IDS[0], NOW, "busy")])
    own = assessor.assess(NOW).targets[IDS[0]]
    assert (own.in_flight, own.capacity) == (3, 3)
    grown = assessor.assess(NOW + 31).targets[IDS[0]]
    assert grown.capacity == 4
    assert assessor.assess(NOW + 120).targets[IDS[0]].capacity is None


def test_target_without_evidence_becomes_unknown_and_not_down() -> None:
    assessor = PoolAssessor(TARGETS, NOW)
    assessor.observe([canary(each, NOW) for each in IDS])
    assert {own.state for own in assessor.assess(NOW + 1).targets.values()} == {"up"}
    later = assessor.assess(NOW + 200)
    assert {(own.state, own.share) for own in later.targets.values()} == {("unknown", 1.0)}
    assert later.pools["m"].state == "operational"


def test_pool_of_one_slow_or_flaky_target_keeps_it() -> None:
    alone = [MonitoredTarget("tgt_x", "m", "rtr_x")]
    assessor = PoolAssessor(alone, NOW - 60)
    assessor.observe([bucket("tgt_x", NOW - 3, 5, 15)])
    own = assessor.assess(NOW).targets["tgt_x"]
    assert (own.state, own.share) == ("flaky", 1.0)
