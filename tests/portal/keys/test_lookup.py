"""How often records are looked up, and what happens if the database is slow, down or stale."""

from __future__ import annotations

import asyncio
import time

import pytest

from portal.errors import InvalidKey, KeyServiceUnavailable
from portal.keys import refusal
from portal.keys.presented_key import present_key
from portal.keys.secret import new_secret
from tests.support.keys.local_service import IssuedLocalKey, LocalService


async def verify(service: LocalService, key: IssuedLocalKey) -> None:
    await service.verifier.verify(present_key(key.secret), model="oss-20b")


async def test_busy_key_is_looked_up_once_in_ten_seconds() -> None:
    service = LocalService()
    key = await service.issue()
    for _ in range(100):
        await verify(service, key)
    assert len(service.records.requested) == 1
    service.advance(10)
    await verify(service, key)
    await service.settle()
    assert len(service.records.requested) == 2


async def test_concurrent_requests_share_one_lookup() -> None:
    service = LocalService()
    key = await service.issue()
    service.records.before_answer = lambda: asyncio.sleep(0.01)
    await asyncio.gather(*(verify(service, key) for _ in range(50)))
    assert len(service.records.requested) == 1


async def test_cancelled_request_does_not_cancel_the_shared_lookup() -> None:
    service = LocalService()
    key = await service.issue()
    service.records.before_answer = lambda: asyncio.sleep(0.01)
    cancelled_request = asyncio.create_task(verify(service, key))
    other_request = asyncio.create_task(verify(service, key))
    await asyncio.sleep(0.001)
    cancelled_request.cancel()
    await other_request
    assert cancelled_request.cancelled()
    assert len(service.records.requested) == 1


async def test_refresh_does_not_delay_the_request_that_starts_it() -> None:
    service = LocalService()
    key = await service.issue()
    await verify(service, key)
    service.advance(10)
    gate = asyncio.Event()

    async def wait_for_gate() -> None:
        await gate.wait()

    service.records.before_answer = wait_for_gate
    await asyncio.wait_for(verify(service, key), 0.5)
    gate.set()
    await service.settle()
    assert len(service.records.requested) == 2


async def test_changed_status_binds_within_thirty_seconds() -> None:
    service = LocalService()
    key = await service.issue()
    await verify(service, key)
    await service.disable(key)
    service.advance(10)
    await verify(service, key)
    await service.settle()
    with pytest.raises(InvalidKey):
        await verify(service, key)


async def test_enabled_key_works_at_once() -> None:
    service = LocalService()
    key = await service.issue()
    await service.disable(key)
    with pytest.raises(InvalidKey):
        await verify(service, key)
    service.set_status(key, "active")
    await verify(service, key)


async def test_late_response_cannot_bring_back_a_revoked_key() -> None:
    """The age of a record counts from the start of its lookup."""
    service = LocalService()
    key = await service.issue()
    gate = asyncio.Event()

    async def wait_for_gate() -> None:
        await gate.wait()

    service.records.after_read = wait_for_gate
    first = asyncio.create_task(verify(service, key))
    await service.settle()
    await service.revoke(key)
    service.advance(31)
    gate.set()
    await first
    with pytest.raises(InvalidKey):
        await verify(service, key)


async def test_unknown_key_is_cached_for_five_seconds() -> None:
    service = LocalService()
    unknown = new_secret()
    for _ in range(10):
        with pytest.raises(InvalidKey):
            await service.verifier.verify(present_key(unknown), model="oss-20b")
    assert len(service.records.requested) == 1
    service.advance(5)
    with pytest.raises(InvalidKey):
        await service.verifier.verify(present_key(unknown), model="oss-20b")
    assert len(service.records.requested) == 2


async def test_malformed_key_is_not_looked_up() -> None:
    service = LocalService()
    for secret in ("", "ctx_", "sk-" + "a" * 40, "ctx_" + "a" * 36, "ctx_" + "a" * 5_000):
        with pytest.raises(InvalidKey):
            await service.verifier.verify(present_key(secret), model="oss-20b")
    assert service.records.requested == []


async def test_key_flood_is_bounded_in_memory_and_evicts_no_real_key() -> None:
    service = LocalService(capacity=100)
    key = await service.issue()
    await verify(service, key)
    for _ in range(500):
        with pytest.raises(InvalidKey):
            await service.verifier.verify(present_key(new_secret()), model="oss-20b")
    assert service.lookup.size <= 101
    lookups = len(service.records.requested)
    await verify(service, key)
    assert len(service.records.requested) == lookups


async def test_least_recently_used_key_is_evicted_first() -> None:
    service = LocalService(capacity=2)
    first, second, third = [await service.issue() for _ in range(3)]
    for key in (first, second, first, third):
        await verify(service, key)
    lookups = len(service.records.requested)
    await verify(service, first)
    assert len(service.records.requested) == lookups
    await verify(service, second)
    assert len(service.records.requested) == lookups + 1


async def test_unseen_key_is_refused_without_the_database() -> None:
    service = LocalService()
    key = await service.issue()
    service.records.failure = refusal.not_verified()
    with pytest.raises(KeyServiceUnavailable):
        await verify(service, key)
    service.records.failure = None
    await verify(service, key)


async def test_hanging_database_times_out_for_all_that_wait() -> None:
    service = LocalService(timeout_seconds=0.05)
    key = await service.issue()
    service.records.before_answer = lambda: asyncio.sleep(30)
    started = time.monotonic()
    answers = await asyncio.gather(*(verify(service, key) for _ in range(20)), return_exceptions=True)
    assert time.monotonic() - started < 0.5
    assert all(isinstance(answer, KeyServiceUnavailable) for answer in answers)
    service.records.before_answer = None
    await verify(service, key)


async def test_records_outlive_the_database_for_thirty_seconds() -> None:
    service = LocalService()
    key = await service.issue()
    await verify(service, key)
    service.records.failure = refusal.not_verified()
    service.advance(10)
    for _ in range(50):
        await verify(service, key)
        await service.settle()
    assert len(service.records.requested) == 2
    service.advance(20)
    with pytest.raises(KeyServiceUnavailable):
        await verify(service, key)
