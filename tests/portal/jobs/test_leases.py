"""Leases of jobs: the contract of both implementations, and runs that hold one."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from postgrest import AsyncPostgrestClient

from portal.errors import DatabaseUnavailable
from portal.jobs import JobAlreadyRuns, JobLeases, exclusive_run
from portal.jobs.supabase import SupabaseJobLeases
from tests.support.usage.memory_leases import MemoryJobLeases


@pytest.fixture(params=["memory", "supabase"])
def leases(request: pytest.FixtureRequest, store: AsyncPostgrestClient) -> JobLeases:
    return MemoryJobLeases() if request.param == "memory" else SupabaseJobLeases(store)


async def test_one_run_at_a_time_holds_the_lease_of_a_job(leases: JobLeases) -> None:
    job, one, other = f"job-{uuid.uuid4()}"[:40], uuid.uuid4(), uuid.uuid4()
    assert await leases.acquire(job, one, 60.0)
    assert await leases.acquire(job, one, 60.0)
    assert not await leases.acquire(job, other, 60.0)
    await leases.release(job, other)
    assert not await leases.acquire(job, other, 60.0)
    await leases.release(job, one)
    assert await leases.acquire(job, other, -1.0)
    assert await leases.acquire(job, one, 60.0)


async def test_run_releases_its_lease_also_when_it_fails() -> None:
    leases = MemoryJobLeases()

    async def fail() -> None:
        async with exclusive_run(leases, "maintain"):
            assert "maintain" in leases.held
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert leases.held == {}


async def test_run_does_not_start_beside_another() -> None:
    leases = MemoryJobLeases()
    async with exclusive_run(leases, "maintain"):
        with pytest.raises(JobAlreadyRuns):
            await exclusive_run(leases, "maintain").__aenter__()


async def test_run_that_lost_its_lease_stops() -> None:
    """A machine slept for longer than the lease, and another run started meanwhile."""
    leases = MemoryJobLeases()
    async with exclusive_run(leases, "maintain", seconds=-1.0) as run:
        await leases.acquire("maintain", uuid.uuid4(), 60.0)
        with pytest.raises(JobAlreadyRuns):
            await run.extend()
    assert "maintain" in leases.held


async def test_run_waits_for_another_if_it_may() -> None:
    leases = MemoryJobLeases()
    await leases.acquire("reconcile", uuid.uuid4(), 60.0)
    asked = []

    def may_wait() -> bool:
        asked.append(1)
        leases.held.clear()
        return True

    async with exclusive_run(leases, "reconcile", may_wait=may_wait, poll_seconds=0.0) as run:
        assert leases.held["reconcile"][0] == run.id
    assert asked == [1]


class BlinkingLeases(MemoryJobLeases):
    """The database is away for the next ``away`` calls of ``acquire``."""

    away = 0

    async def acquire(self, job: str, run_id: uuid.UUID, seconds: float) -> bool:
        if self.away:
            self.away -= 1
            raise DatabaseUnavailable("away")
        return await super().acquire(job, run_id, seconds)


async def test_lease_that_cannot_be_extended_at_once_does_not_end_the_run() -> None:
    leases = BlinkingLeases()
    async with exclusive_run(leases, "reconcile", seconds=0.3) as run:
        await asyncio.sleep(0.11)
        leases.away = 1
        await run.extend()
        assert leases.away == 0
        before = leases.held["reconcile"]
        await run.extend()
        assert leases.held["reconcile"] > before
        leases.away = 1
        await asyncio.sleep(0.16)
        with pytest.raises(DatabaseUnavailable):
            await run.extend()


async def test_run_waits_for_the_database_if_it_may() -> None:
    leases = BlinkingLeases()
    leases.away = 2
    async with exclusive_run(leases, "reconcile", may_wait=lambda: True, poll_seconds=0.0):
        assert "reconcile" in leases.held
    leases.away = 1
    with pytest.raises(DatabaseUnavailable):
        await exclusive_run(leases, "maintain").__aenter__()


async def test_lease_that_cannot_be_released_does_not_fail_the_run() -> None:
    class Unreleasable(MemoryJobLeases):
        async def release(self, job: str, run_id: uuid.UUID) -> None:
            raise DatabaseUnavailable("away")

    async with exclusive_run(Unreleasable(), "maintain"):
        pass
