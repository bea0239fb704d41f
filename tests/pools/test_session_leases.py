"""Six sessions of three routers, one request at a time each, and 50 environments that share them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from functions.gateway.settings import GatewaySettings
from tests.support.pool_simulation.deployment import SESSIONS, A, SimulatedDeployment, new_seed
from tests.support.pool_simulation.measurements import Observed
from tests.support.pool_simulation.routers import (
    ANSWER_SECONDS,
    BLACK_HOLE,
    REFUSES,
    SAYS_500,
    TOO_MANY,
    RouterFault,
)
from tests.support.pool_simulation.virtual_time import run

pytestmark = pytest.mark.timeout(600)

WAIT_SECONDS = float(GatewaySettings.model_fields["session_wait_seconds"].default)
_QUIET_UTILISATION = 0.05


@dataclass(frozen=True, slots=True)
class UsedSessions:
    """What clients, routers and the lease store saw at one utilisation. ``quiet`` is the load before."""

    quiet: Observed
    observed: Observed
    most_on_a_session: int
    mismatches: int
    calls_per_request: float


def used_sessions(utilisation: float, requests: int) -> UsedSessions:
    """Run about so many requests that keep the sessions busy for this part of the time."""
    seed = new_seed()

    async def work() -> UsedSessions:
        deployment = SimulatedDeployment(seed, limit=1, strict=True, wait_seconds=WAIT_SECONDS)
        async with deployment.running():
            quiet = await deployment.load(_rate(_QUIET_UTILISATION), 200)
            deployment.lease_calls.clear()
            rate = _rate(utilisation)
            observed = await deployment.load(rate, requests / rate, unary_share=0.2)
            deployment.lease_calls.pop("renew", None)
            return UsedSessions(
                quiet,
                observed,
                max(deployment.routers.most.values()),
                deployment.routers.mismatches,
                deployment.lease_calls.total() / observed.count,
            )

    return run(work())


def _rate(utilisation: float) -> float:
    return utilisation * SESSIONS / ANSWER_SECONDS


@pytest.fixture(
    scope="module",
    params=[pytest.param(1500, id="short"), pytest.param(12_000, id="long", marks=pytest.mark.slow)],
)
def half_used(request: pytest.FixtureRequest) -> UsedSessions:
    return used_sessions(0.5, request.param)


def margin(used: UsedSessions) -> float:
    """Return what chance may add to a promise about the average: busy seconds come in bursts."""
    return 1.0 if used.observed.count > 10_000 else 1.3


def test_half_used_sessions_refuse_next_to_nobody(half_used: UsedSessions) -> None:
    assert half_used.observed.errors("pool_saturated") <= 0.01 * half_used.observed.count
    assert half_used.observed.errors() == half_used.observed.errors("pool_saturated")


def test_half_used_sessions_are_waited_for_shortly(half_used: UsedSessions) -> None:
    streams = half_used.observed.where(lambda request: request.stream)
    assert streams.p95() <= margin(half_used) * 1.5 * half_used.quiet.p95(), streams.summary()


def test_leases_cost_few_calls(half_used: UsedSessions) -> None:
    assert half_used.calls_per_request <= 2.3 * margin(half_used) ** 0.2


def test_no_session_is_above_its_limit(half_used: UsedSessions) -> None:
    assert half_used.most_on_a_session == 1
    assert half_used.mismatches == 0


def test_sessions_used_to_four_fifths_refuse_few() -> None:
    used = used_sessions(0.8, 1200)
    assert used.observed.errors() <= 0.03 * used.observed.count, used.observed.summary()
    assert used.most_on_a_session == 1
    assert used.mismatches == 0


@pytest.mark.slow
def test_no_session_is_above_its_limit_in_ten_thousand_requests() -> None:
    used = used_sessions(0.8, 10_500)
    assert used.observed.count >= 10_000
    assert used.observed.errors() <= 0.03 * used.observed.count, used.observed.summary()
    assert used.most_on_a_session == 1
    assert used.mismatches == 0


@pytest.mark.parametrize("fault", [REFUSES, SAYS_500, BLACK_HOLE], ids=["dead", "answers 500", "black hole"])
def test_dead_router_does_not_keep_the_sessions_that_it_shares(fault: RouterFault) -> None:
    """All three lead to the same six sessions, which requests that are never answered would hold."""
    seed = new_seed()

    async def work() -> tuple[Observed, Observed]:
        deployment = SimulatedDeployment(seed, limit=1, strict=True, wait_seconds=WAIT_SECONDS)
        async with deployment.running():
            await deployment.load(_rate(0.3), 20, unary_share=0.5)
            broken_at = deployment.break_router(A, fault)
            observed = await deployment.load(_rate(0.3), 60, unary_share=0.5)
            return observed.between(broken_at, broken_at + 15), observed.between(broken_at + 15)

    early, late = run(work())
    # A black hole holds each session that it gets for the bound of an attempt, until it is known.
    assert early.errors("pool_saturated") == early.errors()
    assert early.errors() <= (0.25 * early.count if fault.black_hole else 0), early.summary()
    assert late.errors() == 0, late.summary()
    assert late.first_attempts(A) <= 0.05 * late.count


def test_pool_without_a_free_session_asks_hardly_any_router() -> None:
    """Thirty requests for six sessions: who gets none is told when to try again, without a router call."""
    seed = new_seed()

    async def work() -> tuple[Observed, int]:
        deployment = SimulatedDeployment(seed, limit=1, strict=True, wait_seconds=WAIT_SECONDS)
        async with deployment.running():
            observed = await deployment.at_once(60)
            return observed, deployment.calls_of(observed)

    observed, calls = run(work())
    refused = observed.where(lambda request: request.error is not None)
    assert refused.count > 0
    assert refused.errors("pool_saturated") == refused.count
    assert all(request.retry_after is not None for request in refused.requests)
    assert calls <= 1.2 * observed.count


def test_pool_whose_routers_are_all_busy_is_asked_once_a_request() -> None:
    seed = new_seed()

    async def work() -> tuple[Observed, int]:
        deployment = SimulatedDeployment(seed)
        async with deployment.running():
            for url in deployment.routers.urls:
                deployment.break_router(url, TOO_MANY)
            await deployment.load(10, 15)
            observed = await deployment.load(10, 30)
            return observed, deployment.calls_of(observed)

    observed, calls = run(work())
    assert observed.errors("pool_saturated") == observed.count
    assert all(request.retry_after is not None for request in observed.requests)
    assert calls <= 1.2 * observed.count
