"""A throttled verifier over a scripted one, at a time that the test moves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from functions.gateway.auth.credentials import Credentials
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.auth.token_buckets import ThrottleBounds
from portal.errors import InvalidKey, PortalError
from portal.keys import Principal, refusal
from portal.keys.presented_key import PresentedKey, present_key

BOUNDS = ThrottleBounds(failures=3, per_second=2.0, wait_seconds=2.0)
GOOD = Principal("key", "organization", "allowance", "free")
HERE, THERE = "192.0.2.7", "198.51.100.9"


class PrefixVerifier:
    """``KeyVerifier`` for which keys that start with ``good`` are valid. ``verified`` are the keys of its
    calls.

    ``before`` is awaited first, and ``failure`` raised if it is set.
    """

    def __init__(self) -> None:
        self.verified: list[str] = []
        self.failure: PortalError | None = None
        self.before: Callable[[], Awaitable[object]] | None = None

    async def verify(self, presented_key: PresentedKey, *, model: str | None) -> Principal:
        self.verified.append(presented_key.api_key)
        if self.before is not None:
            await self.before()
        if self.failure is not None:
            raise self.failure
        if not presented_key.api_key.startswith("good"):
            raise refusal.unknown_key()
        return GOOD


class ThrottleHarness:
    """``time`` moves by what is slept, or by hand."""

    def __init__(self, bounds: ThrottleBounds = BOUNDS) -> None:
        self.time = 1_000.0
        self.slept: list[float] = []
        self.verifier = PrefixVerifier()
        self.throttled = ThrottledVerifier(
            self.verifier,
            is_possible=lambda api_key: len(api_key) < 20,
            bounds=bounds,
            clock=lambda: self.time,
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    async def verify(self, api_key: str, address: str = HERE) -> Principal:
        return await self.throttled.verify(Credentials(present_key(api_key), address), model="oss-20b")

    async def guess(self, number: int, address: str = HERE) -> None:
        with pytest.raises(InvalidKey):
            await self.verify(f"bad {number}", address)
