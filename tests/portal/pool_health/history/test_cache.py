"""The cache of the serving history: few reads, and none that fails for the one who looks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from portal.errors import DatabaseUnavailable
from portal.pool_health.history import ServingHistory, ServingWindow
from portal.pool_health.history.cache import (
    FRESH_SECONDS,
    RETRY_SECONDS,
    STALE_SECONDS,
    ServingHistoryCache,
)
from portal.pool_health.history.memory import MemoryServingHistory

HISTORY = {"oss-20b": ServingHistory(ServingWindow(0.5, 300.0, 900.0))}


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def cached() -> tuple[ServingHistoryCache, MemoryServingHistory, Clock]:
    source, clock = MemoryServingHistory(HISTORY), Clock()
    return ServingHistoryCache(source, clock=clock), source, clock


async def test_many_readers_cause_one_read() -> None:
    cache, source, clock = cached()
    assert await asyncio.gather(*(cache.current() for _ in range(50))) == [HISTORY] * 50
    clock.now += FRESH_SECONDS - 1
    assert await cache.current() == HISTORY
    assert source.fetches == 1
    clock.now += 1
    await cache.current()
    assert source.fetches == 2


async def test_failed_read_shows_the_last_history_until_it_is_stale() -> None:
    cache, source, clock = cached()
    await cache.current()
    source.failure = DatabaseUnavailable("down")
    clock.now += FRESH_SECONDS
    assert await cache.current() == HISTORY
    clock.now += STALE_SECONDS
    assert await cache.current() is None


async def test_failing_source_is_asked_every_few_seconds() -> None:
    cache, source, clock = cached()
    source.failure = DatabaseUnavailable("down")
    assert [await cache.current() for _ in range(20)] == [None] * 20
    assert source.fetches == 1
    source.failure = None
    clock.now += RETRY_SECONDS
    assert await cache.current() == HISTORY


async def test_reader_that_leaves_does_not_end_the_read_of_the_others() -> None:
    class HeldHistory:
        """Returns only after ``release``."""

        def __init__(self) -> None:
            self.release = asyncio.Event()

        async def fetch(self) -> Mapping[str, ServingHistory]:
            await self.release.wait()
            return HISTORY

    source = HeldHistory()
    cache = ServingHistoryCache(source)
    leaving, staying = asyncio.create_task(cache.current()), asyncio.create_task(cache.current())
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    source.release.set()
    assert await staying == HISTORY
