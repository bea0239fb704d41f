"""Faults of routers, by the whole monitor in virtual time: how soon they are published, and as what."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from random import Random

import pytest

from functions.pool_monitor.assessment import RequestBucket
from portal.pools import PoolMap
from portal.pools import environment as variables
from tests.support.monitor.routers import Mode, ScriptedRouters
from tests.support.monitor.world import MonitorWorld, elapsed, wall
from tests.support.pools.virtual_time import run_in_virtual_time

URLS = ("http://one", "http://two", "http://three")
KNOWN_SECONDS = 8.0
"""Environments read what is published every two seconds: then no first attempt is sent after ten."""


def pool_map(urls: tuple[str, ...] = URLS, sessions: int = 6, limit: int | None = 1) -> PoolMap:
    settings = {variables.POOLS: json.dumps({"m": list(urls)})}
    if sessions:
        settings[variables.SESSIONS] = json.dumps({"m": list(range(1, sessions + 1))})
    if limit is not None:
        settings[variables.SESSION_LIMITS] = str(limit)
    return variables.pool_map(settings)


def ids_of(pools: PoolMap, url: str) -> list[str]:
    return [target.id for target in pools.pools["m"].targets if target.url == url]


def watched(
    scenario: Callable[[MonitorWorld], Awaitable[None]], pools: PoolMap | None = None, *, seconds: float = 80
) -> MonitorWorld:
    """Run ``scenario`` beside one invocation of the monitor."""

    async def run() -> MonitorWorld:
        urls = sorted({target.url for target in (pools or pool_map()).pools["m"].targets})
        world = MonitorWorld(pools or pool_map(), ScriptedRouters(*urls))
        monitor = asyncio.create_task(world.invocation().run())
        watching = asyncio.create_task(world.watch(seconds))
        await scenario(world)
        await watching
        monitor.cancel()
        await asyncio.wait([monitor])
        return world

    return run_in_virtual_time(run())


@pytest.mark.parametrize("sessions", [6, 1])
@pytest.mark.parametrize("mode", ["refused", "rejecting", "black_hole", "frozen"])
@pytest.mark.parametrize("onset", [12.0, 14.3])
def test_dead_router_is_ejected_within_seconds_and_proven_down(
    mode: Mode, sessions: int, onset: float
) -> None:
    pools = pool_map(sessions=sessions)

    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(onset)
        world.routers["http://one"].mode = mode

    world = watched(scenario, pools, seconds=50)
    for target_id in ids_of(pools, "http://one"):
        assert world.first(target_id, onset, share=0.0, least=False) <= KNOWN_SECONDS
    last = world.seen[-1][1]
    for target_id in ids_of(pools, "http://one"):
        assert last.targets[target_id].state == "down", last.targets[target_id]
        assert last.targets[target_id].reason
    for url in URLS[1:]:
        for target_id in ids_of(pools, url):
            assert {health.targets[target_id].share for _, health in world.seen} == {1.0}
    assert last.pools["m"].state == "degraded"


@pytest.mark.parametrize("mode", ["refused", "rejecting", "black_hole"])
def test_all_but_one_dead_routers_are_ejected_and_with_the_last_the_pool_is_unavailable(mode: Mode) -> None:
    pools = pool_map()

    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(12)
        world.routers["http://one"].mode = world.routers["http://two"].mode = mode
        await asyncio.sleep(24)
        health = await world.published()
        assert health is not None
        assert [health.targets[each].share for each in ids_of(pools, "http://three")] == [1.0] * 6
        for url in URLS[:2]:
            assert {health.targets[each].share for each in ids_of(pools, url)} == {0.0}
        world.routers["http://three"].mode = mode

    world = watched(scenario, pools)
    assert world.seen[-1][1].pools["m"].state == "unavailable"


@pytest.mark.parametrize("mode", ["refused", "rejecting", "black_hole", "frozen"])
def test_healed_router_comes_back_in_steps(mode: Mode) -> None:
    pools = pool_map()

    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(5)
        world.routers["http://one"].mode = mode
        await asyncio.sleep(25)
        world.routers["http://one"].mode = "ok"

    world = watched(scenario, pools)
    for target_id in ids_of(pools, "http://one"):
        assert world.first(target_id, 30, share=0.05, least=True) <= 13
        assert world.first(target_id, 30, share=1.0, least=True) <= 42
        shares = [health.targets[target_id].share for at, health in world.seen if at >= 30]
        assert shares == sorted(shares)
        assert {0.1, 0.25, 0.5} < set(shares)


def test_router_that_is_twenty_times_slower_keeps_a_twentieth_at_most() -> None:
    pools = pool_map()

    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(12)
        world.routers["http://one"].ttft_seconds = 6.0

    world = watched(scenario, pools, seconds=60)
    for target_id in ids_of(pools, "http://one"):
        assert world.first(target_id, 12, share=0.05, least=False) <= KNOWN_SECONDS
        last = world.seen[-1][1].targets[target_id]
        assert last.state == "slow"
        assert last.share <= 0.05
    assert all(health.targets[each].state != "down" for _, health in world.seen for each in health.targets)


def test_pool_whose_routers_are_all_slow_is_not_slow() -> None:
    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(12)
        for url in URLS:
            world.routers[url].ttft_seconds = 4.0

    world = watched(scenario, seconds=75)
    last = world.seen[-1][1]
    assert {each.state for each in last.targets.values()} == {"up"}
    assert last.pools["m"].ttft_p50_ms == pytest.approx(4000, rel=0.01)


def test_two_of_three_slow_routers_lose_no_more_than_half_of_the_pool() -> None:
    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(12)
        world.routers["http://one"].ttft_seconds = world.routers["http://two"].ttft_seconds = 5.0

    world = watched(scenario, seconds=60)
    for _, health in world.seen:
        assert sum(each.share for each in health.targets.values()) >= 9 - 0.01
        assert sum(each.share == 0 for each in health.targets.values()) <= 9


def test_busy_router_is_busy_and_not_broken() -> None:
    pools = pool_map()

    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(12)
        world.routers["http://one"].mode = "busy"
        world.routers["http://one"].retry_after = 5.0

    world = watched(scenario, pools, seconds=30)
    busy = [world.seen[-1][1].targets[each] for each in ids_of(pools, "http://one")]
    assert "busy" in {each.state for each in busy}
    assert {each.state for each in busy} <= {"busy", "up"}
    assert {each.share for each in busy} == {1.0}
    assert any(health.targets[each].busy_until for _, health in world.seen for each in health.targets)


@pytest.mark.parametrize("retry_after", [None, 1.0, 20.0])
def test_router_that_refuses_every_canary_stays_busy_until_it_serves(retry_after: float | None) -> None:
    """A long Retry-After is no time without a finding: nobody has seen it serve."""
    pools = pool_map(sessions=1)

    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(12)
        world.routers["http://one"].mode = "busy"
        world.routers["http://one"].retry_after = retry_after
        await asyncio.sleep(43)
        world.routers["http://one"].mode = "ok"

    world = watched(scenario, pools, seconds=56)
    (target,) = ids_of(pools, "http://one")
    states = [(at, health.targets[target].state) for at, health in world.seen]
    began = min(at for at, state in states if state == "busy")
    assert began <= 12 + 12
    assert {state for at, state in states if began <= at <= 54} <= {"busy", "down"}


@pytest.mark.parametrize("status", [401, 403, 404])
def test_refused_session_is_down_with_its_reason_and_its_router_is_not(status: int) -> None:
    pools = pool_map()

    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(3)
        router = world.routers["http://one"]
        router.status_code, router.by_session[2] = status, "rejecting"

    world = watched(scenario, pools, seconds=30)
    (refused,) = [
        target.id for target in pools.pools["m"].targets if (target.url, target.session_id) == (URLS[0], 2)
    ]
    last = world.seen[-1][1]
    assert last.targets[refused].state == "down"
    assert f"HTTP {status}" in (last.targets[refused].reason or "")
    assert {health.state for target, health in last.targets.items() if target != refused} == {"up"}


@pytest.mark.parametrize("rate", [3, 8])
def test_router_whose_streams_die_half_the_time_is_ejected_by_its_requests(rate: int) -> None:
    """``rate``: requests a second of the whole pool. Outcomes arrive three seconds late."""
    pools = pool_map(sessions=6)
    onset = 12.0

    async def scenario(world: MonitorWorld) -> None:
        random = Random(rate)
        targets, count = pools.pools["m"].targets, 0
        while elapsed() < 40:
            start = wall()
            await asyncio.sleep(1)
            fresh = []
            for _ in range(rate):
                target, count = random.choice(targets), count + 1
                dies = target.url == URLS[0] and elapsed() > onset and random.random() < 0.5
                failures = {"interrupted": 1} if dies else {}
                fresh.append(RequestBucket(target.id, start + count / 1e4, int(not dies), 0, failures))
            asyncio.get_running_loop().call_later(3.0, world.records.buckets.extend, fresh)

    world = watched(scenario, pools, seconds=40)
    ejected_after = [
        world.first(target_id, onset, share=0.0, least=False) for target_id in ids_of(pools, URLS[0])
    ]
    assert sorted(ejected_after)[3] <= (10 if rate > 3 else 15)
    for url in URLS[1:]:
        for target_id in ids_of(pools, url):
            assert {health.targets[target_id].state for _, health in world.seen} <= {"up", "unknown"}


def test_sessions_are_never_pushed_above_their_limit_by_canaries() -> None:
    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(5)
        world.routers["http://one"].mode = "black_hole"
        world.routers["http://two"].ttft_seconds = 3.0

    world = watched(scenario, seconds=60)
    for router in world.routers.routers.values():
        assert set(router.most_at_once.values()) == {1}


def test_canaries_of_a_healthy_pool_are_few() -> None:
    async def scenario(world: MonitorWorld) -> None:
        await asyncio.sleep(0)

    world = watched(scenario, seconds=60)
    assert {tokens for _, _, tokens in world.routers.calls} == {1}
    assert len(world.routers.calls) <= 18 * (60 / 10 + 1)
