"""The Unkey adapter over Unkey itself, in real time, where counts and changes arrive late."""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.errors import InvalidKey
from portal.keys.presented_key import present_key
from portal.keys.unkey.issuer import UnkeyIssuer
from portal.keys.unkey.verifier import UnkeyVerifier
from tests.support.keys.service import StoredKey
from tests.support.keys.unkey_service import IssuedUnkeyKey, UnkeyService


class RealUnkeyService(UnkeyService):
    """All keys expire within the hour, also those that are not deleted."""

    counting_lag_seconds = 6.0
    """Unkey synchronises its nodes within 5 seconds."""
    propagation_seconds = 60.0
    """Unkey documents that a change reaches all nodes within a minute."""
    longest_wait_seconds = 90.0

    def __init__(self, verifier: UnkeyVerifier, issuer: UnkeyIssuer) -> None:
        super().__init__(verifier, issuer)
        self._issued: list[IssuedUnkeyKey] = []

    def now(self) -> float:
        return time.time()

    async def wait(self, seconds: float) -> None:
        if seconds > self.longest_wait_seconds:
            pytest.skip(
                f"in real time this takes {seconds:.0f} s; waits end at {self.longest_wait_seconds:.0f} s"
            )
        await asyncio.sleep(seconds)

    async def start_early_in_a_minute(self) -> None:
        """Leave half a minute for tests of one minute window."""
        into_minute = self.now() % 60
        if into_minute > 30:
            await self.wait(60 - into_minute)

    async def issue(self, **options: Any) -> IssuedUnkeyKey:
        in_an_hour = datetime.now(UTC) + timedelta(hours=1)
        key = await super().issue(**{"expires_at": in_an_hour, **options})
        self._issued.append(key)
        return key

    async def propagate(self, key: StoredKey) -> None:
        """Verify every second: a node refreshes its cache only when it is called."""
        started = time.monotonic()
        admitted_for = 0.0
        while (elapsed := time.monotonic() - started) < self.propagation_seconds:
            with contextlib.suppress(InvalidKey):
                await self.verifier.verify(present_key(key.secret), model=None)
                admitted_for = elapsed
            await asyncio.sleep(1)
        print(f"\nUnkey accepted a revoked key for {admitted_for:.0f} s")

    async def clean_up(self) -> None:
        for key in self._issued:
            await self.revoke(key)
