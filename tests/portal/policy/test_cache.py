"""The snapshot is fresh while serving, survives a dead source for a bounded time, and fails closed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from portal.errors import PolicyUnavailable
from portal.policy import PolicySnapshot
from portal.policy.cache import (
    AGAIN_SECONDS,
    BINDING_SECONDS,
    REFRESH_SECONDS,
    STALE_SECONDS,
    WAIT_SECONDS,
    PolicyCache,
)


class ScriptedSource:
    """Answers with a new snapshot each time; can be made to fail or to hang, for good or a few times."""

    def __init__(self) -> None:
        self.asked = 0
        self.fetched = 0
        self.fails = False
        self.failing = 0
        self.hanging = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self) -> PolicySnapshot:
        self.asked += 1
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
        return PolicySnapshot(revoked_keys=frozenset({f"key-{self.fetched}"}))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def source() -> ScriptedSource:
    return ScriptedSource()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(source: ScriptedSource, clock: Callable[[], float]) -> PolicyCache:
    return PolicyCache(source, clock=clock)


async def test_the_first_request_waits_for_the_first_snapshot(cache: PolicyCache) -> None:
    assert (await cache.current()).revoked_keys == {"key-1"}


async def test_a_young_snapshot_costs_no_fetch(
    cache: PolicyCache, source: ScriptedSource, clock: Clock
) -> None:
    first = await cache.current()
    clock.now += REFRESH_SECONDS - 0.01
    assert await cache.current() is first
    assert source.fetched == 1


async def test_a_request_under_load_does_not_wait_for_the_refresh_it_starts(
    cache: PolicyCache, source: ScriptedSource, clock: Clock
) -> None:
    first = await cache.current()
    source.gate.clear()
    clock.now += REFRESH_SECONDS + 0.01
    assert await cache.current() is first
    source.gate.set()
    await cache.settle()
    assert (await cache.current()).revoked_keys == {"key-2"}


async def test_many_requests_share_one_refresh(
    cache: PolicyCache, source: ScriptedSource, clock: Clock
) -> None:
    await cache.current()
    clock.now += BINDING_SECONDS
    await asyncio.gather(*(cache.current() for _ in range(50)))
    assert source.fetched == 2


async def test_after_an_idle_spell_the_first_request_sees_what_changed(
    cache: PolicyCache, clock: Clock
) -> None:
    await cache.current()
    clock.now += 60
    assert (await cache.current()).revoked_keys == {"key-2"}


async def test_one_failed_fetch_leaves_the_bound_as_it_is(
    cache: PolicyCache, source: ScriptedSource, clock: Clock
) -> None:
    await cache.current()
    source.failing = 1
    clock.now += BINDING_SECONDS
    assert (await cache.current()).revoked_keys == {"key-2"}
    assert cache.failures == 0


async def test_one_fetch_that_hangs_leaves_the_bound_as_it_is(
    cache: PolicyCache, source: ScriptedSource, clock: Clock
) -> None:
    await cache.current()
    source.hanging = 1
    clock.now += BINDING_SECONDS
    async with asyncio.timeout(WAIT_SECONDS):
        assert (await cache.current()).revoked_keys == {"key-2"}


async def test_a_slow_source_is_waited_for_not_overtaken(cache: PolicyCache, source: ScriptedSource) -> None:
    """Slower than a second fetch is begun, sooner than a fetch is given up."""
    source.gate.clear()
    asyncio.get_running_loop().call_later(AGAIN_SECONDS + 0.1, source.gate.set)
    assert (await cache.current()).revoked_keys == {"key-1"}


async def test_two_failed_fetches_are_one_failed_refresh(
    cache: PolicyCache, source: ScriptedSource, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    first = await cache.current()
    source.fails = True
    clock.now += BINDING_SECONDS
    assert await cache.current() is first
    assert (source.asked, cache.failures) == (3, 1)
    assert [record.reason for record in caplog.records] == ["down"]  # type: ignore[attr-defined]


async def test_a_dead_source_leaves_the_last_snapshot_for_a_bounded_time(
    cache: PolicyCache, source: ScriptedSource, clock: Clock
) -> None:
    first = await cache.current()
    source.fails = True
    clock.now += 60
    assert await cache.current() is first
    assert cache.failures == 1
    clock.now += STALE_SECONDS
    with pytest.raises(PolicyUnavailable):
        await cache.current()


async def test_while_the_source_hangs_requests_do_not_queue_behind_it(
    cache: PolicyCache, source: ScriptedSource, clock: Clock
) -> None:
    first = await cache.current()
    source.fails = True
    clock.now += 60
    await cache.current()
    source.gate.clear()
    clock.now += 60
    async with asyncio.timeout(0.2):
        assert await cache.current() is first
    source.gate.set()
    await cache.settle()


async def test_without_any_snapshot_the_gateway_fails_closed(
    cache: PolicyCache, source: ScriptedSource
) -> None:
    source.fails = True
    with pytest.raises(PolicyUnavailable):
        await cache.current()


async def test_a_source_that_comes_back_is_noticed(
    cache: PolicyCache, source: ScriptedSource, clock: Clock
) -> None:
    await cache.current()
    source.fails = True
    clock.now += 60
    await cache.current()
    source.fails = False
    clock.now += REFRESH_SECONDS
    await cache.current()
    await cache.settle()
    assert (await cache.current()).revoked_keys == {"key-2"}
    assert cache.failures == 0
