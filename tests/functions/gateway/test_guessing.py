"""Guessing keys: floods of bad keys are slowed by address, good keys go on, and nothing tells them apart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.gateway.auth.credentials import Caller
from functions.gateway.auth.known_keys import BAD_SECONDS, GOOD_SECONDS, KnownKeys, fingerprint_of
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.auth.token_buckets import ThrottleBounds, TokenBuckets, network_of
from portal.errors import InvalidKey, KeyServiceUnavailable, PortalError, QuotaExhausted, RateLimited
from portal.keys import Principal, refusal

BOUNDS = ThrottleBounds(failures=3, per_second=2.0, wait_seconds=2.0)
GOOD = Principal("key", "organization", "free")
HERE, THERE = "192.0.2.7", "198.51.100.9"


class Verifier:
    """``KeyVerifier`` that knows the keys beginning with ``good``, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failure: PortalError | None = None
        self.before: Callable[[], Awaitable[object]] | None = None

    async def verify(self, secret: str, *, model: str | None) -> Principal:
        self.asked.append(secret)
        if self.before is not None:
            await self.before()
        if self.failure is not None:
            raise self.failure
        if not secret.startswith("good"):
            raise refusal.unknown_key()
        return GOOD


class Guard:
    """A guard at a time that moves by what is slept, or by hand."""

    def __init__(self, bounds: ThrottleBounds = BOUNDS) -> None:
        self.time = 1_000.0
        self.slept: list[float] = []
        self.verifier = Verifier()
        self.keys = ThrottledVerifier(
            self.verifier,
            is_possible=lambda key: len(key) < 20,
            bounds=bounds,
            clock=lambda: self.time,
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    async def verify(self, key: str, address: str = HERE) -> Principal:
        return await self.keys.verify(Caller(key, address), model="oss-20b")

    async def guess(self, number: int, address: str = HERE) -> None:
        with pytest.raises(InvalidKey):
            await self.verify(f"bad {number}", address)


async def test_the_first_failures_are_free_and_further_ones_wait_their_turn() -> None:
    guard = Guard()
    for number in range(3):
        await guard.guess(number)
    assert guard.slept == []
    for number in range(3, 9):
        await guard.guess(number)
    assert guard.slept == pytest.approx([0.5] * 6)


async def test_quiet_wins_the_free_ones_back() -> None:
    guard = Guard()
    for number in range(3):
        await guard.guess(number)
    guard.time += 1.5
    for number in range(3, 6):
        await guard.guess(number)
    assert guard.slept == []


async def test_a_known_good_key_never_waits_at_an_address_that_floods() -> None:
    guard = Guard()
    await guard.verify("good")
    for number in range(20):
        await guard.guess(number)
    slept = len(guard.slept)
    for _ in range(50):
        await guard.verify("good")
    assert len(guard.slept) == slept


async def test_a_good_key_that_is_new_here_waits_its_turn_once_and_costs_nothing() -> None:
    guard = Guard()
    for number in range(4):
        await guard.guess(number)
    await guard.verify("good")
    assert guard.slept == pytest.approx([0.5, 0.5])
    for _ in range(9):
        await guard.verify("good")
    await guard.guess(5)
    assert guard.slept == pytest.approx([0.5, 0.5]), "the good key had brought its token back"


async def test_good_keys_alone_are_never_slowed() -> None:
    guard = Guard()
    for number in range(100):
        await guard.verify(f"good {number}")
    assert guard.slept == []
    assert guard.keys._buckets.size == 0


async def test_another_address_is_not_concerned() -> None:
    guard = Guard()
    for number in range(10):
        await guard.guess(number)
    slept = len(guard.slept)
    await guard.guess(11, THERE)
    assert len(guard.slept) == slept


async def test_a_crowd_beyond_the_queue_is_refused_without_asking_and_alike() -> None:
    """Bad and good unknown keys get the same answer: a flood is no oracle."""
    guard = Guard()
    waiting = asyncio.Event()

    async def wait_for_good(_: float) -> None:
        await waiting.wait()

    guard.keys._sleep = wait_for_good
    crowd = [asyncio.create_task(guard.verify(f"bad {number}")) for number in range(7)]
    await asyncio.sleep(0)
    asked = len(guard.verifier.asked)
    told = []
    for key in ("bad again", "good but new"):
        with pytest.raises(RateLimited) as caught:
            await guard.verify(key)
        told.append((caught.value.message, caught.value.hint, caught.value.retry_after))
    assert told[0] == told[1]
    assert told[0][2] == pytest.approx(2.5)
    assert len(guard.verifier.asked) == asked
    waiting.set()
    assert all(
        isinstance(answer, InvalidKey) for answer in await asyncio.gather(*crowd, return_exceptions=True)
    )


async def test_a_bad_key_asked_again_costs_no_call_and_no_token() -> None:
    guard = Guard()
    for _ in range(50):
        await guard.guess(1)
    assert guard.verifier.asked == ["bad 1"]
    assert guard.slept == []
    guard.time += BAD_SECONDS
    await guard.guess(1)
    assert len(guard.verifier.asked) == 2


async def test_what_cannot_be_a_key_costs_no_call_and_no_token() -> None:
    guard = Guard()
    for number in range(50):
        with pytest.raises(InvalidKey) as caught:
            await guard.verify("x" * 20 + str(number))
    assert guard.verifier.asked == []
    assert guard.slept == []
    with pytest.raises(InvalidKey) as asked:
        await guard.verify("bad")
    assert (caught.value.message, caught.value.hint) == (asked.value.message, asked.value.hint)


async def test_a_revoked_key_is_not_let_in_by_what_was_known_of_it() -> None:
    guard = Guard()
    await guard.verify("good")
    guard.verifier.failure = refusal.disabled_key()
    for _ in range(2):
        with pytest.raises(InvalidKey, match="disabled"):
            await guard.verify("good")
    assert guard.keys.remembered("good") is None
    guard.verifier.failure = None
    guard.time += BAD_SECONDS
    await guard.verify("good")


async def test_a_limit_shows_that_the_key_is_good() -> None:
    guard = Guard()
    guard.verifier.failure = QuotaExhausted("spent")
    for number in range(10):
        with pytest.raises(QuotaExhausted):
            await guard.verify(f"good {number}")
    assert guard.slept == []


async def test_an_outage_is_nobodys_guess() -> None:
    guard = Guard()
    guard.verifier.failure = refusal.no_decision()
    for number in range(10):
        with pytest.raises(KeyServiceUnavailable):
            await guard.verify(f"bad {number}")
    assert guard.slept == []
    assert guard.keys._buckets.size == 0


async def test_many_first_requests_of_one_key_are_one_check_and_then_themselves() -> None:
    """A customer whose hundred workers start at once is no flood."""
    guard = Guard()
    under_way = asyncio.Event()
    guard.verifier.before = under_way.wait
    crowd = [asyncio.create_task(guard.verify("good")) for _ in range(100)]
    await asyncio.sleep(0)
    assert len(guard.verifier.asked) == 1
    under_way.set()
    assert await asyncio.gather(*crowd) == [GOOD] * 100
    assert guard.slept == []
    assert len(guard.verifier.asked) == 100


async def test_many_first_requests_of_one_bad_key_are_one_call() -> None:
    guard = Guard()
    under_way = asyncio.Event()
    guard.verifier.before = under_way.wait
    crowd = [asyncio.create_task(guard.verify("bad")) for _ in range(100)]
    await asyncio.sleep(0)
    under_way.set()
    answers = await asyncio.gather(*crowd, return_exceptions=True)
    assert all(isinstance(answer, InvalidKey) for answer in answers)
    assert len(guard.verifier.asked) == 1


async def test_an_outage_of_the_first_is_told_to_those_who_waited_for_it() -> None:
    guard = Guard()
    under_way = asyncio.Event()
    guard.verifier.before = under_way.wait
    guard.verifier.failure = refusal.no_decision()
    crowd = [asyncio.create_task(guard.verify("good")) for _ in range(50)]
    await asyncio.sleep(0)
    under_way.set()
    answers = await asyncio.gather(*crowd, return_exceptions=True)
    assert all(isinstance(answer, KeyServiceUnavailable) for answer in answers)
    assert len(guard.verifier.asked) == 1


async def test_a_first_that_leaves_takes_nobody_with_it() -> None:
    guard = Guard()
    under_way = asyncio.Event()
    guard.verifier.before = under_way.wait
    first, second = (asyncio.create_task(guard.verify("good")) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    under_way.set()
    assert await second == GOOD
    assert guard.keys._first_checks == {}
    assert guard.keys._buckets.size == 0


def test_memory_is_bounded() -> None:
    attempts, known = TokenBuckets(BOUNDS, capacity=100), KnownKeys(capacity=100)
    for number in range(10_000):
        attempts.take(f"address {number}", 0.0)
        known.note_bad(fingerprint_of(str(number)), 0.0, InvalidKey("no"))
        known.note_good(fingerprint_of(f"good {number}"), 0.0, GOOD)
    assert attempts.size == 100
    assert known.size == 200


def test_a_key_is_known_for_a_while_and_only_by_its_hash() -> None:
    known = KnownKeys()
    fingerprint = fingerprint_of("ctx_secret")
    known.note_good(fingerprint, 0.0, GOOD)
    known.note_good(fingerprint, 1.0)
    assert known.principal(fingerprint) == GOOD
    assert known.is_good(fingerprint, GOOD_SECONDS)
    assert not known.is_good(fingerprint, GOOD_SECONDS + 1)
    assert "ctx_secret" not in repr(vars(known))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("", "testclient", False),
    ],
)
def test_an_address_belongs_to_a_network(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


@given(st.lists(st.floats(0, 5, allow_nan=False), max_size=80))
def test_no_more_checks_pass_than_the_bounds_say(gaps: list[float]) -> None:
    attempts, now, passes = TokenBuckets(BOUNDS), 0.0, []
    for gap in gaps:
        now += gap
        wait = attempts.take("a", now)
        if wait <= BOUNDS.wait_seconds:
            passes.append(now + wait)
    for start in passes:
        within = sum(start <= at < start + 1.0 for at in passes)
        assert within <= BOUNDS.failures + BOUNDS.per_second * 1.0 + 1
