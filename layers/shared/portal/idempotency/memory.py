"""Stored responses in memory, for tests and for a single gateway process."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.errors import DatabaseUnavailable
from portal.idempotency import ClaimResult, IdempotencyClaim, StoredResponse
from portal.web.elapsed import elapsed_seconds

STORED_SECONDS = 24 * 3600.0


@dataclass(slots=True)
class _Entry:
    """``running_until`` None: completed, with ``response`` if it could be stored."""

    claim: IdempotencyClaim
    running_until: float | None
    expires_at: float
    response: StoredResponse | None = None


class MemoryIdempotencyStore:
    """Raises RuntimeError in Lambda, where each environment would have a store of its own.

    Tests set ``down`` to make every call raise DatabaseUnavailable, and ``answers_are_lost`` to make it raise
    after it took effect. ``calls`` counts the calls.
    """

    def __init__(
        self, environ: Mapping[str, str] = os.environ, clock: Callable[[], float] = elapsed_seconds
    ) -> None:
        if "AWS_LAMBDA_FUNCTION_NAME" in environ:
            raise RuntimeError("responses in memory would be lost in Lambda")
        self._clock = clock
        self._entries: dict[tuple[str, str], _Entry] = {}
        self.down = False
        self.answers_are_lost = False
        self.calls = 0

    async def claim(self, claim: IdempotencyClaim) -> ClaimResult:
        self._start_call()
        result = self._claim(claim)
        self._end_call()
        return result

    async def renew(self, claim: IdempotencyClaim) -> bool:
        self._start_call()
        entry = self._entry_of(claim)
        if entry is not None and entry.running_until is not None:
            entry.running_until = self._clock() + claim.lease_seconds
        self._end_call()
        return entry is not None

    async def complete(self, claim: IdempotencyClaim, response: StoredResponse | None) -> bool:
        self._start_call()
        entry = self._entry_of(claim)
        if entry is not None:
            entry.running_until, entry.response = None, response
        self._end_call()
        return entry is not None

    async def release(self, claim: IdempotencyClaim) -> None:
        self._start_call()
        entry = self._entry_of(claim)
        if entry is not None and entry.running_until is not None:
            del self._entries[claim.key_id, claim.name_hash]
        self._end_call()

    def _claim(self, claim: IdempotencyClaim) -> ClaimResult:
        now = self._clock()
        entry = self._entries.get((claim.key_id, claim.name_hash))
        if entry is None or entry.expires_at <= now:
            self._entries[claim.key_id, claim.name_hash] = _Entry(
                claim, now + claim.lease_seconds, now + STORED_SECONDS
            )
            return "granted"
        if entry.claim.fingerprint != claim.fingerprint:
            return "other_body"
        if entry.running_until is None:
            return entry.response or "not_stored"
        if entry.running_until > now:
            return "running"
        entry.claim, entry.running_until = claim, now + claim.lease_seconds
        return "granted"

    def _entry_of(self, claim: IdempotencyClaim) -> _Entry | None:
        """Return the entry of the claim's name, if it is still the claim's."""
        entry = self._entries.get((claim.key_id, claim.name_hash))
        return entry if entry is not None and entry.claim.request_id == claim.request_id else None

    def _start_call(self) -> None:
        self.calls += 1
        if self.down:
            raise DatabaseUnavailable("down")

    def _end_call(self) -> None:
        if self.answers_are_lost:
            raise DatabaseUnavailable("the answer was lost")
