"""Stored responses in memory, for tests and for a single gateway process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.errors import DatabaseUnavailable
from portal.idempotency import ClaimGranted, ClaimResult, IdempotencyClaim, StoredResponse

STORED_SECONDS = 24 * 3600.0


@dataclass(slots=True)
class _Entry:
    claim: IdempotencyClaim
    running_until: float | None
    expires_at: float
    runs: int = 1
    response: StoredResponse | None = None


class MemoryIdempotencyStore:
    """Raises RuntimeError in Lambda, where each environment would have a store of its own.

    Tests set ``down`` to make every call raise DatabaseUnavailable. ``calls`` counts the calls.
    """

    def __init__(
        self, environ: Mapping[str, str] = os.environ, clock: Callable[[], float] = time.monotonic
    ) -> None:
        if "AWS_LAMBDA_FUNCTION_NAME" in environ:
            raise RuntimeError("responses in memory would be lost in Lambda")
        self._clock = clock
        self._entries: dict[tuple[str, str], _Entry] = {}
        self.down = False
        self.calls = 0

    async def claim(self, claim: IdempotencyClaim) -> ClaimResult:
        self._count_call()
        now = self._clock()
        entry = self._entries.get((claim.key_id, claim.name_hash))
        if entry is None or entry.expires_at <= now:
            self._entries[claim.key_id, claim.name_hash] = _Entry(
                claim, now + claim.running_seconds, now + STORED_SECONDS
            )
            return ClaimGranted(0)
        if entry.claim.fingerprint != claim.fingerprint:
            return "other_body"
        if entry.response is not None:
            return entry.response
        if entry.running_until is not None and entry.running_until > now:
            return "running"
        entry.claim, entry.running_until, entry.runs = claim, now + claim.running_seconds, entry.runs + 1
        return ClaimGranted(entry.runs - 1)

    async def store(self, claim: IdempotencyClaim, response: StoredResponse) -> None:
        self._end(claim, response)

    async def release(self, claim: IdempotencyClaim) -> None:
        self._end(claim, None)

    def _end(self, claim: IdempotencyClaim, response: StoredResponse | None) -> None:
        self._count_call()
        entry = self._entries.get((claim.key_id, claim.name_hash))
        if entry is not None and entry.claim == claim and entry.running_until is not None:
            entry.running_until, entry.response = None, response

    def _count_call(self) -> None:
        self.calls += 1
        if self.down:
            raise DatabaseUnavailable("down")
