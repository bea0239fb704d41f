"""Kept answers in memory, for tests and for a gateway that runs alone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.errors import DatabaseUnavailable
from portal.idempotency import Claim, Run, Standing, StoredResponse

KEPT_SECONDS = 24 * 3600.0


@dataclass(slots=True)
class _Entry:
    claim: Claim
    running_until: float | None
    expires_at: float
    tries: int = 1
    answer: StoredResponse | None = None


class MemoryIdempotencyStore:
    """Raises RuntimeError inside Lambda: what one environment keeps the next does not know.

    It is ``down`` when a test says so. ``calls`` counts what the gateway asked.
    """

    def __init__(
        self, environ: Mapping[str, str] = os.environ, clock: Callable[[], float] = time.monotonic
    ) -> None:
        if "AWS_LAMBDA_FUNCTION_NAME" in environ:
            raise RuntimeError("answers in memory would be lost in Lambda")
        self._clock = clock
        self._entries: dict[tuple[str, str], _Entry] = {}
        self.down = False
        self.calls = 0

    async def begin(self, claim: Claim) -> Standing:
        self._asked()
        now = self._clock()
        place = (claim.key_id, claim.name)
        entry = self._entries.get(place)
        if entry is None or entry.expires_at <= now:
            self._entries[place] = _Entry(claim, now + claim.seconds, now + KEPT_SECONDS)
            return Run(0)
        if entry.claim.fingerprint != claim.fingerprint:
            return "other_body"
        if entry.answer is not None:
            return entry.answer
        if entry.running_until is not None and entry.running_until > now:
            return "running"
        entry.claim, entry.running_until, entry.tries = claim, now + claim.seconds, entry.tries + 1
        return Run(entry.tries - 1)

    async def finish(self, claim: Claim, answer: StoredResponse | None) -> None:
        self._asked()
        entry = self._entries.get((claim.key_id, claim.name))
        if entry is not None and entry.claim == claim and entry.running_until is not None:
            entry.running_until, entry.answer = None, answer

    def _asked(self) -> None:
        self.calls += 1
        if self.down:
            raise DatabaseUnavailable("down")
