"""How often the database is asked, and what happens when it is slow, down or behind."""

from __future__ import annotations

import asyncio
import time

import pytest

from portal.errors import InvalidKey, KeyServiceUnavailable
from portal.keys import refusal
from portal.keys.secret import new_secret
from tests.portal.keys.local_service import Key, LocalService


async def verify(service: LocalService, key: Key) -> None:
    await service.verifier.verify(key.secret, model="oss-20b")


async def test_a_busy_key_is_looked_up_once_in_ten_seconds() -> None:
    service = LocalService()
    key = await service.issue()
    for _ in range(100):
        await verify(service, key)
    assert len(service.records.asked) == 1
    service.advance(10)
    await verify(service, key)
    await service.settle()
    assert len(service.records.asked) == 2


async def test_requests_that_come_together_share_one_lookup() -> None:
    service = LocalService()
    key = await service.issue()
    service.records.before_answer = lambda: asyncio.sleep(0.01)
    await asyncio.gather(*(verify(service, key) for _ in range(50)))
    assert len(service.records.asked) == 1


async def test_a_client_that_leaves_does_not_take_the_lookup_from_the_others() -> None:
    service = LocalService()
    key = await service.issue()
    service.records.before_answer = lambda: asyncio.sleep(0.01)
    leaver = asyncio.create_task(verify(service, key))
    stayer = asyncio.create_task(verify(service, key))
    await asyncio.sleep(0.001)
    leaver.cancel()
    await stayer
    assert leaver.cancelled()
    assert len(service.records.asked) == 1


async def test_a_refresh_does_not_hold_up_the_request_that_noticed() -> None:
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
    assert len(service.records.asked) == 2


async def test_a_changed_status_binds_within_thirty_seconds() -> None:
    service = LocalService()
    key = await service.issue()
    await verify(service, key)
    await service.disable(key)
    service.advance(10)
    await verify(service, key)
    await service.settle()
    with pytest.raises(InvalidKey):
        await verify(service, key)


async def test_a_key_that_was_off_works_as_soon_as_it_is_on() -> None:
    service = LocalService()
    key = await service.issue()
    await service.disable(key)
    with pytest.raises(InvalidKey):
        await verify(service, key)
    service.set_status(key, "active")
    await verify(service, key)


async def test_a_late_answer_cannot_bring_back_what_was_revoked_since() -> None:
    """The age of a record counts from when it was asked for."""
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


async def test_an_unknown_key_is_remembered_for_five_seconds_only() -> None:
    service = LocalService()
    stranger = new_secret()
    for _ in range(10):
        with pytest.raises(InvalidKey):
            await service.verifier.verify(stranger, model="oss-20b")
    assert len(service.records.asked) == 1
    service.advance(5)
    with pytest.raises(InvalidKey):
        await service.verifier.verify(stranger, model="oss-20b")
    assert len(service.records.asked) == 2


async def test_a_malformed_key_never_reaches_the_database() -> None:
    service = LocalService()
    for secret in ("", "ctx_", "sk-" + "a" * 40, "ctx_" + "a" * 36, "ctx_" + "a" * 5_000):
        with pytest.raises(InvalidKey):
            await service.verifier.verify(secret, model="oss-20b")
    assert service.records.asked == []


async def test_a_flood_of_made_up_keys_takes_bounded_memory_and_pushes_out_no_real_key() -> None:
    service = LocalService(capacity=100)
    key = await service.issue()
    await verify(service, key)
    for _ in range(500):
        with pytest.raises(InvalidKey):
            await service.verifier.verify(new_secret(), model="oss-20b")
    assert service.lookup.size <= 101
    asked = len(service.records.asked)
    await verify(service, key)
    assert len(service.records.asked) == asked


async def test_the_least_recently_used_key_is_forgotten_first() -> None:
    service = LocalService(capacity=2)
    first, second, third = [await service.issue() for _ in range(3)]
    for key in (first, second, first, third):
        await verify(service, key)
    asked = len(service.records.asked)
    await verify(service, first)
    assert len(service.records.asked) == asked
    await verify(service, second)
    assert len(service.records.asked) == asked + 1


async def test_without_the_database_an_unseen_key_is_not_let_in() -> None:
    service = LocalService()
    key = await service.issue()
    service.records.failure = refusal.no_decision()
    with pytest.raises(KeyServiceUnavailable):
        await verify(service, key)
    service.records.failure = None
    await verify(service, key)


async def test_a_hanging_database_is_given_up_in_time_for_all_who_wait() -> None:
    service = LocalService(timeout_seconds=0.05)
    key = await service.issue()
    service.records.before_answer = lambda: asyncio.sleep(30)
    started = time.monotonic()
    answers = await asyncio.gather(*(verify(service, key) for _ in range(20)), return_exceptions=True)
    assert time.monotonic() - started < 0.5
    assert all(isinstance(answer, KeyServiceUnavailable) for answer in answers)
    service.records.before_answer = None
    await verify(service, key)


async def test_a_database_that_goes_down_is_survived_for_thirty_seconds_and_not_hammered() -> None:
    service = LocalService()
    key = await service.issue()
    await verify(service, key)
    service.records.failure = refusal.no_decision()
    service.advance(10)
    for _ in range(50):
        await verify(service, key)
        await service.settle()
    assert len(service.records.asked) == 2
    service.advance(20)
    with pytest.raises(KeyServiceUnavailable):
        await verify(service, key)
