"""The Unkey adapter with Unkey itself behind it: counts and changes arrive late, time is real."""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.errors import InvalidKey
from portal.keys.unkey.issuer import UnkeyIssuer
from portal.keys.unkey.verifier import UnkeyVerifier
from tests.portal.keys.contract import StoredKey
from tests.portal.keys.unkey.services import Key, UnkeyService


class RealUnkeyService(UnkeyService):
    """Over Unkey itself, in real time. Whatever is left of it expires within the hour."""

    counting_lag_seconds = 6.0
    """Unkey brings its nodes in line within 5 seconds."""
    propagation_seconds = 60.0
    """Unkey says that a change is everywhere within a minute."""
    longest_wait_seconds = 90.0

    def __init__(self, verifier: UnkeyVerifier, issuer: UnkeyIssuer) -> None:
        super().__init__(verifier, issuer)
        self._issued: list[Key] = []

    def now(self) -> float:
        return time.time()

    async def wait(self, seconds: float) -> None:
        if seconds > self.longest_wait_seconds:
            pytest.skip(
                f"in real time this takes {seconds:.0f} s; waits end at {self.longest_wait_seconds:.0f} s"
            )
        await asyncio.sleep(seconds)

    async def start_early_in_a_minute(self) -> None:
        """Leave half a minute for what a test does within one."""
        into_minute = self.now() % 60
        if into_minute > 30:
            await self.wait(60 - into_minute)

    async def issue(self, **wishes: Any) -> Key:
        in_an_hour = datetime.now(UTC) + timedelta(hours=1)
        key = await super().issue(**{"expires_at": in_an_hour, **wishes})
        self._issued.append(key)
        return key

    async def propagate(self, key: StoredKey) -> None:
        """Ask on meanwhile: only a question makes a node look again."""
        began = time.monotonic()
        admitted_for = 0.0
        while (elapsed := time.monotonic() - began) < self.propagation_seconds:
            with contextlib.suppress(InvalidKey):
                await self.verifier.verify(key.secret, model=None)
                admitted_for = elapsed
            await asyncio.sleep(1)
        print(f"\nUnkey let a key that had ended through for {admitted_for:.0f} s")

    async def clean_up(self) -> None:
        for key in self._issued:
            await self.revoke(key)
