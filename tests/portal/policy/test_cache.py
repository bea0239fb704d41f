"""The snapshot is fresh while serving, outlives a failing source for a bounded time, then fails closed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PolicyUnavailable
from portal.policy import FetchedPolicy, PolicySnapshot
from portal.policy.cache import (
    BINDING_SECONDS,
    REFRESH_SECONDS,
    RETRY_SECONDS,
    SECOND_FETCH_SECONDS,
    STALE_SECONDS,
    WAIT_SECONDS,
    PolicyCache,
)
from portal.pool_health import HEALTH_SECONDS, PublishedHealth
from portal.web.elapsed import ElapsedClock


class ScriptedPolicySource:
    """Returns a new snapshot each time; can fail or hang, permanently or a number of times."""

    def __init__(self) -> None:
        self.requested = 0
        self.fetched = 0
        self.fails = False
        self.failing = 0
        self.hanging = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self) -> FetchedPolicy:
        self.requested += 1
        if self.hanging:
            self.hanging -= 1
            await asyncio.sleep(60)
        if self.failing:
            self.failing -= 1
            raise PolicyUnavailable("lost")
        await self.gate.wait()
        if self.fails:
            raise PolicyUnavailable("down")
        self.fetched += 1
        return FetchedPolicy(PolicySnapshot(blocked_keys=frozenset({f"key-{self.fetched}"})))


class ManualClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def source() -> ScriptedPolicySource:
    return ScriptedPolicySource()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def cache(source: ScriptedPolicySource, clock: Callable[[], float]) -> PolicyCache:
    return PolicyCache(source, clock=clock)


async def test_first_request_waits_for_the_first_snapshot(cache: PolicyCache) -> None:
    assert (await cache.current()).blocked_keys == {"key-1"}


async def test_fresh_snapshot_costs_no_fetch(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    first = await cache.current()
    clock.now += REFRESH_SECONDS - 0.01
    assert await cache.current() is first
    assert source.fetched == 1


async def test_request_does_not_wait_for_the_refresh_that_it_starts(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    first = await cache.current()
    source.gate.clear()
    clock.now += REFRESH_SECONDS + 0.01
    assert await cache.current() is first
    source.gate.set()
    await cache.settle()
    assert (await cache.current()).blocked_keys == {"key-2"}


async def test_concurrent_requests_share_one_refresh(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    await cache.current()
    clock.now += BINDING_SECONDS
    await asyncio.gather(*(cache.current() for _ in range(50)))
    assert source.fetched == 2


async def test_first_request_after_an_idle_time_gets_a_new_snapshot(
    cache: PolicyCache, clock: ManualClock
) -> None:
    await cache.current()
    clock.now += 60
    assert (await cache.current()).blocked_keys == {"key-2"}


async def test_one_failed_fetch_does_not_stretch_the_bound(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    await cache.current()
    source.failing = 1
    clock.now += BINDING_SECONDS
    assert (await cache.current()).blocked_keys == {"key-2"}
    assert cache.failures == 0


async def test_one_hanging_fetch_does_not_stretch_the_bound(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    await cache.current()
    source.hanging = 1
    clock.now += BINDING_SECONDS
    async with asyncio.timeout(WAIT_SECONDS):
        assert (await cache.current()).blocked_keys == {"key-2"}


async def test_slow_source_is_awaited(cache: PolicyCache, source: ScriptedPolicySource) -> None:
    """Slower than the start of a second fetch, faster than the timeout of a fetch."""
    source.gate.clear()
    asyncio.get_running_loop().call_later(SECOND_FETCH_SECONDS + 0.1, source.gate.set)
    assert (await cache.current()).blocked_keys == {"key-1"}


async def test_two_failed_fetches_are_one_failed_refresh(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    first = await cache.current()
    source.fails = True
    clock.now += BINDING_SECONDS
    assert await cache.current() is first
    assert (source.requested, cache.failures) == (3, 1)
    assert [record.reason for record in caplog.records] == ["down"]  # type: ignore[attr-defined]


async def test_last_snapshot_serves_a_bounded_time_without_a_source(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    first = await cache.current()
    source.fails = True
    clock.now += 60
    assert await cache.current() is first
    assert cache.failures == 1
    clock.now += STALE_SECONDS
    with pytest.raises(PolicyUnavailable):
        await cache.current()


async def test_requests_do_not_queue_behind_a_hanging_source(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    first = await cache.current()
    source.fails = True
    clock.now += 60
    await cache.current()
    source.gate.clear()
    clock.now += REFRESH_SECONDS
    async with asyncio.timeout(0.2):
        assert await cache.current() is first
    source.gate.set()
    await cache.settle()


async def test_failure_from_before_a_freeze_does_not_stretch_the_bound(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    await cache.current()
    source.fails = True
    clock.now += BINDING_SECONDS
    await cache.current()
    assert cache.failures == 1
    source.fails = False
    clock.now += 20
    assert (await cache.current()).blocked_keys == {"key-2"}


async def test_failure_from_before_a_freeze_lets_no_request_pass_that_comes_second(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    """The first request after the freeze starts the refresh that the second one finds running."""
    await cache.current()
    source.fails = True
    clock.now += BINDING_SECONDS
    await cache.current()
    source.fails = False
    source.gate.clear()
    clock.now += 20
    requests = [asyncio.create_task(cache.current()) for _ in range(3)]
    await asyncio.sleep(0.01)
    source.gate.set()
    assert [snapshot.blocked_keys for snapshot in await asyncio.gather(*requests)] == [{"key-2"}] * 3


@pytest.mark.parametrize("since_seconds", [RETRY_SECONDS, REFRESH_SECONDS])
async def test_request_waits_for_the_refresh_if_the_last_snapshot_is_too_old_to_serve(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock, since_seconds: float
) -> None:
    """The source is back after a long outage; the last try failed ``since_seconds`` ago."""
    await cache.current()
    source.fails = True
    clock.now += STALE_SECONDS
    with pytest.raises(PolicyUnavailable):
        await cache.current()
    source.fails = False
    source.gate.clear()
    asyncio.get_running_loop().call_later(WAIT_SECONDS + 0.1, source.gate.set)
    clock.now += since_seconds
    snapshots = await asyncio.gather(cache.current(), cache.current())
    assert [snapshot.blocked_keys for snapshot in snapshots] == [{"key-2"}] * 2


async def test_request_waits_once_for_a_source_that_hangs(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    """It asks before and after the verification of its key."""
    first = await cache.current()
    source.gate.clear()
    clock.now += BINDING_SECONDS
    async with asyncio.timeout(WAIT_SECONDS + 0.3):
        assert [await cache.current(), await cache.current()] == [first, first]
    source.gate.set()
    await cache.settle()
    assert (await cache.current()).blocked_keys == {"key-2"}


@pytest.mark.parametrize("hanging", [True, False])
async def test_refresh_from_before_a_freeze_does_not_count(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock, hanging: bool
) -> None:
    """The environment freezes while a refresh is running, which returns what was true before, or nothing."""
    first = await cache.current()
    clock.now += REFRESH_SECONDS
    source.gate.clear()
    assert await cache.current() is first  # starts the refresh
    await asyncio.sleep(0)
    source.hanging = 1 if hanging else 0
    clock.now += 20
    asyncio.get_running_loop().call_soon(source.gate.set)
    snapshot = await cache.current()
    assert snapshot.blocked_keys != first.blocked_keys
    assert cache.age_seconds < REFRESH_SECONDS


async def test_request_that_is_frozen_while_it_waits_gets_a_newer_snapshot(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    await cache.current()
    clock.now += BINDING_SECONDS
    source.gate.clear()
    waiting = asyncio.create_task(cache.current())
    await asyncio.sleep(0.01)
    clock.now += 20
    source.gate.set()
    assert (await waiting).blocked_keys == {"key-3"}


async def test_without_a_snapshot_it_fails_closed(cache: PolicyCache, source: ScriptedPolicySource) -> None:
    source.fails = True
    with pytest.raises(PolicyUnavailable):
        await cache.current()


async def test_recovered_source_is_used_again(
    cache: PolicyCache, source: ScriptedPolicySource, clock: ManualClock
) -> None:
    await cache.current()
    source.fails = True
    clock.now += 60
    await cache.current()
    source.fails = False
    clock.now += REFRESH_SECONDS
    await cache.current()
    await cache.settle()
    assert (await cache.current()).blocked_keys == {"key-2"}
    assert cache.failures == 0


@pytest.mark.parametrize("skew", [-600.0, 0.0, 600.0])
async def test_time_of_the_database_does_not_depend_on_this_clock(skew: float) -> None:
    """The clock of the gateway is wrong from the beginning; the environment is frozen for an hour."""
    at, monotonic, wall = datetime(2026, 12, 1, tzinfo=UTC), ManualClock(), ManualClock()
    wall.now += skew

    class DatedSource:
        async def fetch(self) -> FetchedPolicy:
            monotonic.now, wall.now = monotonic.now + 0.5, wall.now + 0.5
            return FetchedPolicy(PolicySnapshot(), database_time=at + timedelta(seconds=0.25))

    cache = PolicyCache(DatedSource(), clock=ElapsedClock(monotonic, wall), stale_seconds=7200)
    assert cache.database_time is None
    await cache.current()
    assert cache.database_time == at + timedelta(seconds=0.75)  # 0.25 s ahead: never behind
    monotonic.now, wall.now = monotonic.now + 1, wall.now + 1
    assert cache.database_time == at + timedelta(seconds=1.75)
    wall.now += 3600
    assert cache.database_time == at + timedelta(seconds=3601.75)
    wall.now -= 3600
    assert cache.database_time is None


async def test_time_of_the_database_is_unknown_without_one_in_the_snapshot(
    source: ScriptedPolicySource,
) -> None:
    cache = PolicyCache(source)
    await cache.current()
    assert cache.database_time is None


class PublishedSource:
    """Returns snapshots that were read ``age_seconds`` before the fetch."""

    def __init__(self) -> None:
        self.age_seconds = 0.0
        self.fetched = 0
        self.snapshot = PolicySnapshot()
        self.newer_health: asyncio.Future[PublishedHealth | None] | None = None

    async def fetch(self) -> FetchedPolicy:
        self.fetched += 1
        return FetchedPolicy(self.snapshot, self.age_seconds, newer_health=self.newer_health)


async def test_age_counts_from_the_read_of_whoever_published(clock: ManualClock) -> None:
    source = PublishedSource()
    source.age_seconds = 1.25
    cache = PolicyCache(source, clock=clock)
    await cache.current()
    assert cache.age_seconds == 1.25
    clock.now += 0.5
    assert cache.age_seconds == 1.75
    assert cache.fresh() is not None
    clock.now += 0.25
    assert cache.fresh() is None


@given(st.lists(st.tuples(st.floats(0, 1.99), st.floats(0.001, 3)), max_size=30))
def test_nothing_older_than_the_bound_binds_without_a_try(steps: list[tuple[float, float]]) -> None:
    """Whatever the age of what is published, and whenever requests come."""

    async def run() -> None:
        clock, source = ManualClock(), PublishedSource()
        cache = PolicyCache(source, clock=clock)
        for age_seconds, pause in steps:
            source.age_seconds = age_seconds
            before = source.fetched
            await cache.current()
            assert cache.age_seconds < BINDING_SECONDS
            assert source.fetched - before <= 1
            await cache.settle()
            clock.now += pause

    asyncio.run(run())


@given(st.lists(st.floats(0, 0.4), max_size=60))
def test_requests_in_a_row_cause_two_fetches_a_second_at_most(pauses: list[float]) -> None:
    """Also if what is published is always almost too old."""

    async def run() -> None:
        clock, source = ManualClock(), PublishedSource()
        source.age_seconds = 1.99
        cache = PolicyCache(source, clock=clock)
        for pause in pauses:
            await cache.current()
            await cache.settle()
            clock.now += pause
        assert source.fetched <= 1 + sum(pauses) / RETRY_SECONDS

    asyncio.run(run())


async def test_policy_that_is_behind_brings_nothing_back(clock: ManualClock) -> None:
    """A replica of the table returns an older head than before: what was revoked stays revoked."""
    source = PublishedSource()
    revoked = source.snapshot = PolicySnapshot(blocked_keys=frozenset({"key"}))
    cache = PolicyCache(source, clock=clock)
    await cache.current()
    source.snapshot = PolicySnapshot()
    source.age_seconds = 2.4
    clock.now += 2.1
    await cache.current()
    await cache.settle()
    assert source.fetched == 2
    assert cache.latest is revoked
    assert cache.age_seconds == pytest.approx(2.1)


async def test_health_arrives_after_the_policy_and_is_no_other_policy(clock: ManualClock) -> None:
    source, wall = PublishedSource(), ManualClock()
    source.newer_health = asyncio.get_running_loop().create_future()
    cache = PolicyCache(source, clock=clock, wall=wall)
    first = await cache.current()
    assert first.health is None
    health = PublishedHealth(datetime.fromtimestamp(wall.now, UTC))
    source.newer_health.set_result(health)
    await cache.settle()
    second = await cache.current()
    assert second.health is health
    assert second.permits_as(first)
    assert cache.age_seconds == 0.0


async def test_health_that_could_not_be_read_changes_nothing(clock: ManualClock) -> None:
    source = PublishedSource()
    source.newer_health = asyncio.get_running_loop().create_future()
    source.newer_health.set_result(None)
    cache = PolicyCache(source, clock=clock)
    first = await cache.current()
    await cache.settle()
    assert await cache.current() is first


async def test_health_of_a_stale_policy_is_unknown_when_it_is_old(
    source: ScriptedPolicySource, clock: ManualClock
) -> None:
    """Refreshes fail: the policy serves for 15 minutes, its health does not."""
    published = PublishedSource()
    wall = ManualClock()
    published.snapshot = PolicySnapshot(health=PublishedHealth(datetime.fromtimestamp(wall.now, UTC)))
    cache = PolicyCache(published, clock=clock, wall=wall)
    await cache.current()
    cache._source = source
    source.fails = True
    for seconds, is_known in ((10.0, True), (HEALTH_SECONDS, False)):
        clock.now += seconds
        wall.now += seconds
        snapshot = await cache.current()
        assert (snapshot.health is not None) == is_known
        assert snapshot.permits_as(published.snapshot)


def test_policy_is_another_one_unless_all_that_permits_is_the_same() -> None:
    snapshot = PolicySnapshot()
    assert snapshot.permits_as(snapshot)
    assert replace(snapshot, health=PublishedHealth(datetime.now(UTC))).permits_as(snapshot)
    changes: list[dict[str, Any]] = [
        *({name: {}} for name in ("models", "pools", "plans", "organization_models", "changed_plans")),
        {"out_of_credit": {}},
        {"suspended_organizations": frozenset({"another"})},
        {"over_quota_allowances": frozenset({"another"})},
        {"at_stream_limit": frozenset({"another"})},
        {"blocked_keys": frozenset({"another"})},
    ]
    assert {name for change in changes for name in change} | {"health", "made_at"} == {
        entry.name for entry in fields(PolicySnapshot)
    }
    for change in changes:
        assert not replace(snapshot, **change).permits_as(snapshot)
