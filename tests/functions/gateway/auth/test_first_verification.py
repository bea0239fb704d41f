"""Concurrent requests with the same unknown key share its first verification."""

from __future__ import annotations

import asyncio

from portal.errors import InvalidKey, KeyServiceUnavailable
from portal.keys import refusal
from tests.support.gateway.throttling import GOOD, ThrottleHarness


async def test_concurrent_requests_of_a_new_key_wait_for_the_first() -> None:
    """A customer who starts a hundred workers at once must not be treated as a flood."""
    harness = ThrottleHarness()
    may_finish = asyncio.Event()
    harness.verifier.before = may_finish.wait
    tasks = [asyncio.create_task(harness.verify("good")) for _ in range(100)]
    await asyncio.sleep(0)
    assert len(harness.verifier.verified) == 1
    may_finish.set()
    assert await asyncio.gather(*tasks) == [GOOD] * 100
    assert harness.slept == []
    assert len(harness.verifier.verified) == 100


async def test_concurrent_requests_of_an_invalid_key_are_one_call() -> None:
    harness = ThrottleHarness()
    may_finish = asyncio.Event()
    harness.verifier.before = may_finish.wait
    tasks = [asyncio.create_task(harness.verify("bad")) for _ in range(100)]
    await asyncio.sleep(0)
    may_finish.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(answer, InvalidKey) for answer in answers)
    assert len(harness.verifier.verified) == 1


async def test_outage_of_the_first_fails_all_that_wait_for_it() -> None:
    harness = ThrottleHarness()
    may_finish = asyncio.Event()
    harness.verifier.before = may_finish.wait
    harness.verifier.failure = refusal.not_verified()
    tasks = [asyncio.create_task(harness.verify("good")) for _ in range(50)]
    await asyncio.sleep(0)
    may_finish.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(answer, KeyServiceUnavailable) for answer in answers)
    assert len(harness.verifier.verified) == 1


async def test_cancelled_first_request_cancels_no_other() -> None:
    harness = ThrottleHarness()
    may_finish = asyncio.Event()
    harness.verifier.before = may_finish.wait
    first, second = (asyncio.create_task(harness.verify("good")) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    may_finish.set()
    assert await second == GOOD
    assert harness.throttled._first_verifications == {}
    assert harness.throttled._buckets.size == 0
