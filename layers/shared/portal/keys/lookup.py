"""Key records at hand: a bounded cache before ``KeyRecords``, with one lookup under way per key.

What a cached record may hide, and for how long: a changed plan or model list, for 30 s at most. A key that is
switched off binds sooner, through the policy snapshot; one that was off is asked for anew every time, so it
works as soon as it is on. The age of a record counts from when it was asked for, so an answer that comes late
cannot bring an old state back.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

from portal.keys import refusal
from portal.keys.records import KeyRecord, KeyRecords
from portal.keys.secret import KeyHasher, is_well_formed

log = logging.getLogger(__name__)

_Value = TypeVar("_Value")

REFRESH_SECONDS = 10.0
"""A record this old is still used, and looked up again beside the request."""

FOUND_SECONDS = 30.0
"""A record this old is not used any more."""

UNKNOWN_SECONDS = 5.0
"""How long a hash that no key has is remembered as such."""

LOOKUP_SECONDS = 1.5
"""A lookup that takes longer is no decision: the request is refused with 503."""

FAILED_PAUSE_SECONDS = 1.0
"""After a refresh failed, the record at hand is not refreshed again for so long."""


@dataclass(slots=True)
class _Found:
    record: KeyRecord
    refresh_at: float
    unused_at: float


class KeyLookup:
    """Found and unknown keys are kept apart: a flood of made-up keys cannot push out the real ones."""

    def __init__(
        self,
        records: KeyRecords,
        hasher: KeyHasher,
        *,
        capacity: int = 10_000,
        timeout_seconds: float = LOOKUP_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._records = records
        self._hasher = hasher
        self._capacity = capacity
        self._timeout_seconds = timeout_seconds
        self._clock = clock
        self._found: OrderedDict[bytes, _Found] = OrderedDict()
        self._unknown: OrderedDict[bytes, float] = OrderedDict()
        self._under_way: dict[bytes, asyncio.Task[KeyRecord | None]] = {}

    async def find(self, secret: str) -> KeyRecord | None:
        """Return the key's record, None for an unknown key. Raises KeyServiceUnavailable within 1.5 s."""
        # A plain hash suffices here: real keys cannot be guessed from it, and it costs a fifth of the keyed.
        fingerprint = blake2b(secret.encode()).digest()
        found = self._found.get(fingerprint)
        now = self._clock()
        if found is not None and now < found.unused_at:
            self._found.move_to_end(fingerprint)
            if now >= found.refresh_at and fingerprint not in self._under_way:
                found.refresh_at = now + FAILED_PAUSE_SECONDS
                self._start(fingerprint, secret)
            return found.record
        asked_at = self._unknown.get(fingerprint)
        if asked_at is not None and now - asked_at < UNKNOWN_SECONDS:
            return None
        if not is_well_formed(secret):
            return None
        task = self._under_way.get(fingerprint) or self._start(fingerprint, secret)
        # Shielded: a client that goes away must not take the answer from the others that wait for it.
        return await asyncio.shield(task)

    @property
    def size(self) -> int:
        """How many keys are remembered, unknown ones included."""
        return len(self._found) + len(self._unknown)

    def _start(self, fingerprint: bytes, secret: str) -> asyncio.Task[KeyRecord | None]:
        task = asyncio.create_task(self._look_up(fingerprint, self._hasher.hash(secret)))
        self._under_way[fingerprint] = task
        task.add_done_callback(_note_failure)
        return task

    async def _look_up(self, fingerprint: bytes, secret_hash: str) -> KeyRecord | None:
        asked_at = self._clock()
        try:
            async with asyncio.timeout(self._timeout_seconds):
                record = await self._records.find(secret_hash)
        except TimeoutError as error:
            raise refusal.no_decision() from error
        finally:
            del self._under_way[fingerprint]
        self._found.pop(fingerprint, None)
        if record is None:
            _keep(self._unknown, fingerprint, asked_at, self._capacity)
        elif record.status == "active":
            found = _Found(record, asked_at + REFRESH_SECONDS, asked_at + FOUND_SECONDS)
            self._unknown.pop(fingerprint, None)
            _keep(self._found, fingerprint, found, self._capacity)
        return record


def _keep(cache: OrderedDict[bytes, _Value], key: bytes, value: _Value, capacity: int) -> None:
    cache[key] = value
    cache.move_to_end(key)
    if len(cache) > capacity:
        cache.popitem(last=False)


def _note_failure(task: asyncio.Task[KeyRecord | None]) -> None:
    """Log a failed lookup; of a refresh beside a request nobody else would hear."""
    error = None if task.cancelled() else task.exception()
    if error is not None:
        log.warning("keys.lookup_failed", exc_info=error)
