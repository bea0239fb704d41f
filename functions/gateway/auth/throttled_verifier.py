"""Verifying keys while somebody guesses: bad keys from one address are slowed, known good ones never wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from functions.gateway.auth.credentials import Caller
from functions.gateway.auth.known_keys import KnownKeys, fingerprint_of
from functions.gateway.auth.token_buckets import ThrottleBounds, TokenBuckets, network_of
from portal.errors import InvalidKey, KeyServiceUnavailable, LimitExceeded, ModelNotPermitted, RateLimited
from portal.keys import KeyVerifier, Principal, refusal


class _FirstCheck:
    """The check of an unknown key, under way. ``outage`` is set where the key service had no answer."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.outage: KeyServiceUnavailable | None = None


class ThrottledVerifier:
    """``verifier`` behind a memory of keys and a bucket for each address, both of this process and bounded.

    What ``is_possible`` says no to is refused at once, as is a bad key that was asked about just now. An
    unknown key takes a token of its address, and waits for it once ``bounds`` are used up; requests with the
    same unknown key wait for the first one's answer instead. A flood is answered alike for all keys.
    """

    def __init__(
        self,
        verifier: KeyVerifier,
        *,
        is_possible: Callable[[str], bool] = bool,
        bounds: ThrottleBounds | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._verifier = verifier
        self._is_possible = is_possible
        self._bounds = bounds or ThrottleBounds()
        self._buckets = TokenBuckets(self._bounds)
        self._known = KnownKeys()
        self._first_checks: dict[bytes, _FirstCheck] = {}
        self._clock = clock
        self._sleep = sleep

    async def verify(self, caller: Caller, *, model: str | None) -> Principal:
        """As ``KeyVerifier.verify``; and RateLimited where too many unknown keys come from one address."""
        key = caller.key
        fingerprint = fingerprint_of(key)
        if self._known.is_good(fingerprint, self._clock()):
            return await self._check(key, fingerprint, model)
        if not self._is_possible(key):
            raise refusal.unknown_key()
        while (first := self._first_checks.get(fingerprint)) is not None:
            await first.over.wait()
            if first.outage is not None:
                raise refusal.no_decision() from first.outage
        now = self._clock()
        if self._known.is_good(fingerprint, now):
            return await self._check(key, fingerprint, model)
        known_refusal = self._known.refusal(fingerprint, now)
        if known_refusal is not None:
            raise known_refusal
        return await self._first_time(caller, fingerprint, model)

    def remembered(self, key: str) -> Principal | None:
        """Return whose ``key`` was when it was last verified here, to foresee what will be decided."""
        return self._known.principal(fingerprint_of(key))

    async def _first_time(self, caller: Caller, fingerprint: bytes, model: str | None) -> Principal:
        network = network_of(caller.address)
        check = self._first_checks[fingerprint] = _FirstCheck()
        try:
            await self._turn(network)
            guessed = False
            try:
                return await self._check(caller.key, fingerprint, model)
            except InvalidKey:
                guessed = True
                raise
            finally:
                if not guessed:
                    self._buckets.give_back(network)
        except KeyServiceUnavailable as error:
            check.outage = error
            raise
        finally:
            del self._first_checks[fingerprint]
            check.over.set()

    async def _turn(self, network: str) -> None:
        wait = self._buckets.take(network, self._clock())
        if wait > self._bounds.wait_seconds:
            raise RateLimited(
                "Too many requests with invalid API keys came from your network.",
                retry_after=wait,
                hint="Check the API key that your programs use.",
            )
        if wait > 0:
            await self._sleep(wait)

    async def _check(self, key: str, fingerprint: bytes, model: str | None) -> Principal:
        asked_at = self._clock()
        try:
            principal = await self._verifier.verify(key, model=model)
        except InvalidKey as error:
            self._known.note_bad(fingerprint, asked_at, error)
            raise
        except (LimitExceeded, ModelNotPermitted):
            self._known.note_good(fingerprint, self._clock())
            raise
        self._known.note_good(fingerprint, self._clock(), principal)
        return principal
