"""Verifying keys under guessing: unknown keys of one network are slowed, known keys never wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from functions.gateway.auth.credentials import Credentials
from functions.gateway.auth.known_keys import KnownKeys
from functions.gateway.auth.token_buckets import ThrottleBounds, TokenBuckets
from portal.errors import InvalidKey, KeyServiceUnavailable, LimitExceeded, ModelNotPermitted, RateLimited
from portal.keys import KeyVerifier, Principal, refusal
from portal.keys.presented_key import PresentedKey
from portal.web.client_network import network_of
from portal.web.elapsed import elapsed_seconds


class _FirstVerification:
    """The running verification of an unknown key. ``outage`` is set if the key service did not decide."""

    def __init__(self) -> None:
        self.done = asyncio.Event()
        self.outage: KeyServiceUnavailable | None = None


class ThrottledVerifier:
    """``verifier`` behind a cache of known keys and a token bucket per network, both bounded, in this
    process.

    A key that ``is_possible`` rejects is refused without a call, and so is one that was found invalid just
    now. An unknown key takes a token of its network and waits for one once ``bounds`` are used up; other
    requests with the same unknown key wait for the first one's result. Beyond ``bounds`` every unknown key
    gets the same error, valid or not.
    """

    def __init__(
        self,
        verifier: KeyVerifier,
        *,
        is_possible: Callable[[str], bool] = bool,
        bounds: ThrottleBounds | None = None,
        clock: Callable[[], float] = elapsed_seconds,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._verifier = verifier
        self._is_possible = is_possible
        self._bounds = bounds or ThrottleBounds()
        self._buckets = TokenBuckets(self._bounds)
        self._known = KnownKeys()
        self._first_verifications: dict[bytes, _FirstVerification] = {}
        self._clock = clock
        self._sleep = sleep

    async def verify(self, credentials: Credentials, *, model: str | None) -> Principal:
        """As ``KeyVerifier.verify``. Also raises RateLimited for too many unknown keys from one network."""
        presented_key = credentials.presented_key
        fingerprint = presented_key.fingerprint
        if self._known.is_valid(fingerprint, self._clock()):
            return await self._verify(presented_key, model)
        if not self._is_possible(presented_key.api_key):
            raise refusal.unknown_key()
        while (first := self._first_verifications.get(fingerprint)) is not None:
            await first.done.wait()
            if first.outage is not None:
                raise refusal.not_verified() from first.outage
        now = self._clock()
        if self._known.is_valid(fingerprint, now):
            return await self._verify(presented_key, model)
        known_refusal = self._known.refusal(fingerprint, now)
        if known_refusal is not None:
            raise known_refusal
        return await self._verify_unknown(credentials, model)

    def known_principal(self, presented_key: PresentedKey) -> Principal | None:
        """Return the principal of the key's last verification here. Use it to predict, never to admit."""
        return self._known.principal(presented_key.fingerprint)

    def was_admitted(self, presented_key: PresentedKey) -> bool:
        """Return whether the key's last verification here, some minutes ago at most, let its request in."""
        return self._known.was_admitted(presented_key.fingerprint, self._clock())

    async def _verify_unknown(self, credentials: Credentials, model: str | None) -> Principal:
        presented_key, address = credentials
        network = network_of(address)
        first = self._first_verifications[presented_key.fingerprint] = _FirstVerification()
        try:
            await self._wait_for_token(network)
            guessed = False
            try:
                return await self._verify(presented_key, model)
            except InvalidKey:
                guessed = True
                raise
            finally:
                if not guessed:
                    self._buckets.give_back(network)
        except KeyServiceUnavailable as error:
            first.outage = error
            raise
        finally:
            del self._first_verifications[presented_key.fingerprint]
            first.done.set()

    async def _wait_for_token(self, network: str) -> None:
        wait = self._buckets.take(network, self._clock())
        if wait > self._bounds.wait_seconds:
            raise RateLimited(
                "Too many requests with invalid API keys came from your network.",
                retry_after=wait,
                hint="Check the API key that your programs use.",
            )
        if wait > 0:
            await self._sleep(wait)

    async def _verify(self, presented_key: PresentedKey, model: str | None) -> Principal:
        requested_at = self._clock()
        fingerprint = presented_key.fingerprint
        try:
            principal = await self._verifier.verify(presented_key, model=model)
        except InvalidKey as error:
            self._known.add_invalid(fingerprint, requested_at, error)
            raise
        except (LimitExceeded, ModelNotPermitted):
            self._known.add_valid(fingerprint, self._clock())
            raise
        self._known.add_valid(fingerprint, self._clock(), principal)
        return principal
