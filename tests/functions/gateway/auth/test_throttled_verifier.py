"""Guessing keys: a flood is slowed per network, known keys are not."""

from __future__ import annotations

import asyncio

import pytest

from functions.gateway.auth.known_keys import INVALID_SECONDS
from portal.errors import InvalidKey, KeyServiceUnavailable, QuotaExhausted, RateLimited
from portal.keys import refusal
from portal.keys.presented_key import present_key
from tests.support.gateway.throttling import THERE, ThrottleHarness


async def test_failures_beyond_the_bound_wait() -> None:
    harness = ThrottleHarness()
    for number in range(3):
        await harness.guess(number)
    assert harness.slept == []
    for number in range(3, 9):
        await harness.guess(number)
    assert harness.slept == pytest.approx([0.5] * 6)


async def test_tokens_refill_over_time() -> None:
    harness = ThrottleHarness()
    for number in range(3):
        await harness.guess(number)
    harness.time += 1.5
    for number in range(3, 6):
        await harness.guess(number)
    assert harness.slept == []


async def test_known_key_never_waits_on_a_flooding_network() -> None:
    harness = ThrottleHarness()
    await harness.verify("good")
    for number in range(20):
        await harness.guess(number)
    slept = len(harness.slept)
    for _ in range(50):
        await harness.verify("good")
    assert len(harness.slept) == slept


async def test_unknown_valid_key_waits_once_and_returns_its_token() -> None:
    harness = ThrottleHarness()
    for number in range(4):
        await harness.guess(number)
    await harness.verify("good")
    assert harness.slept == pytest.approx([0.5, 0.5])
    for _ in range(9):
        await harness.verify("good")
    await harness.guess(5)
    assert harness.slept == pytest.approx([0.5, 0.5]), "the valid key has returned its token"


async def test_valid_keys_alone_never_wait() -> None:
    harness = ThrottleHarness()
    for number in range(100):
        await harness.verify(f"good {number}")
    assert harness.slept == []
    assert harness.throttled._buckets.size == 0


async def test_other_network_is_not_slowed() -> None:
    harness = ThrottleHarness()
    for number in range(10):
        await harness.guess(number)
    slept = len(harness.slept)
    await harness.guess(11, THERE)
    assert len(harness.slept) == slept


async def test_beyond_the_queue_all_keys_get_the_same_refusal() -> None:
    """Valid and invalid unknown keys get the same error, so that a flood cannot find valid keys."""
    harness = ThrottleHarness()
    released = asyncio.Event()

    async def wait_for_release(_: float) -> None:
        await released.wait()

    harness.throttled._sleep = wait_for_release
    tasks = [asyncio.create_task(harness.verify(f"bad {number}")) for number in range(7)]
    await asyncio.sleep(0)
    calls = len(harness.verifier.verified)
    refusals = []
    for key in ("bad again", "good but new"):
        with pytest.raises(RateLimited) as caught:
            await harness.verify(key)
        refusals.append((caught.value.message, caught.value.hint, caught.value.retry_after))
    assert refusals[0] == refusals[1]
    assert refusals[0][2] == pytest.approx(2.5)
    assert len(harness.verifier.verified) == calls
    released.set()
    assert all(
        isinstance(answer, InvalidKey) for answer in await asyncio.gather(*tasks, return_exceptions=True)
    )


async def test_repeated_invalid_key_costs_no_call_and_no_token() -> None:
    harness = ThrottleHarness()
    for _ in range(50):
        await harness.guess(1)
    assert harness.verifier.verified == ["bad 1"]
    assert harness.slept == []
    harness.time += INVALID_SECONDS
    await harness.guess(1)
    assert len(harness.verifier.verified) == 2


async def test_malformed_key_costs_no_call_and_no_token() -> None:
    harness = ThrottleHarness()
    for number in range(50):
        with pytest.raises(InvalidKey) as caught:
            await harness.verify("x" * 20 + str(number))
    assert harness.verifier.verified == []
    assert harness.slept == []
    with pytest.raises(InvalidKey) as refused:
        await harness.verify("bad")
    assert (caught.value.message, caught.value.hint) == (refused.value.message, refused.value.hint)


async def test_revoked_key_is_refused_after_it_was_known() -> None:
    harness = ThrottleHarness()
    await harness.verify("good")
    harness.verifier.failure = refusal.disabled_key()
    for _ in range(2):
        with pytest.raises(InvalidKey, match="disabled"):
            await harness.verify("good")
    assert harness.throttled.known_principal(present_key("good")) is None
    harness.verifier.failure = None
    harness.time += INVALID_SECONDS
    await harness.verify("good")


async def test_full_window_shows_that_the_key_is_valid() -> None:
    harness = ThrottleHarness()
    harness.verifier.failure = QuotaExhausted("spent")
    for number in range(10):
        with pytest.raises(QuotaExhausted):
            await harness.verify(f"good {number}")
    assert harness.slept == []


async def test_outage_does_not_count_as_a_guess() -> None:
    harness = ThrottleHarness()
    harness.verifier.failure = refusal.not_verified()
    for number in range(10):
        with pytest.raises(KeyServiceUnavailable):
            await harness.verify(f"bad {number}")
    assert harness.slept == []
    assert harness.throttled._buckets.size == 0
