"""A bounded cache of key records before ``KeyRecords``, with at most one running lookup per key.

How long a cached record may hide a change: at most 30 s for a changed plan or model list. A
revoked or disabled key is refused sooner, through the policy snapshot; records of such keys are not cached,
so a key works as soon as it is enabled. The age of a record counts from the start of its lookup, so a late
response cannot bring back an old state.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import LRUCache

from portal.keys import refusal
from portal.keys.presented_key import PresentedKey
from portal.keys.records import KeyRecord, KeyRecords
from portal.keys.secret import KeyHasher, is_well_formed
from portal.web.elapsed import elapsed_seconds

log = logging.getLogger(__name__)

REFRESH_SECONDS = 10.0
"""A record this old is still used, and looked up again in the background."""

FOUND_SECONDS = 30.0
"""A record this old is not used."""

UNKNOWN_SECONDS = 5.0
"""How long a key that no record has stays cached as unknown."""

LOOKUP_SECONDS = 1.5
"""A lookup that takes longer fails, and the request is refused with 503."""

FAILED_PAUSE_SECONDS = 1.0
"""After a failed refresh, the record is not refreshed again for this long."""


@dataclass(slots=True)
class _Found:
    record: KeyRecord
    refresh_at: float
    expires_at: float


class KeyLookup:
    """Found and unknown keys are cached apart, so that a flood of made-up keys cannot evict real ones."""

    def __init__(
        self,
        records: KeyRecords,
        hasher: KeyHasher,
        *,
        capacity: int = 10_000,
        timeout_seconds: float = LOOKUP_SECONDS,
        clock: Callable[[], float] = elapsed_seconds,
    ) -> None:
        self._records = records
        self._hasher = hasher
        self._timeout_seconds = timeout_seconds
        self._clock = clock
        self._found: LRUCache[bytes, _Found] = LRUCache(capacity)
        self._unknown: LRUCache[bytes, float] = LRUCache(capacity)
        self._lookups: dict[bytes, asyncio.Task[KeyRecord | None]] = {}

    async def find(self, presented_key: PresentedKey) -> KeyRecord | None:
        """Return the key's record, None for an unknown key. Raises KeyServiceUnavailable within 1.5 s."""
        fingerprint = presented_key.fingerprint
        found = self._found.get(fingerprint)
        now = self._clock()
        if found is not None and now < found.expires_at:
            if now >= found.refresh_at and fingerprint not in self._lookups:
                found.refresh_at = now + FAILED_PAUSE_SECONDS
                self._start(presented_key)
            return found.record
        unknown_since = self._unknown.get(fingerprint)
        if unknown_since is not None and now - unknown_since < UNKNOWN_SECONDS:
            return None
        if not is_well_formed(presented_key.api_key):
            return None
        lookup = self._lookups.get(fingerprint) or self._start(presented_key)
        # Shielded: a client that disconnects must not cancel the lookup for the others that wait for it.
        return await asyncio.shield(lookup)

    @property
    def size(self) -> int:
        """How many keys are cached, unknown ones included."""
        return len(self._found) + len(self._unknown)

    def _start(self, presented_key: PresentedKey) -> asyncio.Task[KeyRecord | None]:
        secret_hash = self._hasher.hash(presented_key.api_key)
        task = asyncio.create_task(self._look_up(presented_key.fingerprint, secret_hash))
        self._lookups[presented_key.fingerprint] = task
        task.add_done_callback(_log_failure)
        return task

    async def _look_up(self, fingerprint: bytes, secret_hash: str) -> KeyRecord | None:
        started_at = self._clock()
        try:
            async with asyncio.timeout(self._timeout_seconds):
                record = await self._records.find(secret_hash)
        except TimeoutError as error:
            raise refusal.not_verified() from error
        finally:
            del self._lookups[fingerprint]
        self._found.pop(fingerprint, None)
        if record is None:
            self._unknown[fingerprint] = started_at
        elif record.status == "active":
            self._unknown.pop(fingerprint, None)
            self._found[fingerprint] = _Found(
                record, started_at + REFRESH_SECONDS, started_at + FOUND_SECONDS
            )
        return record


def _log_failure(lookup: asyncio.Task[KeyRecord | None]) -> None:
    """Log a failed lookup; nothing awaits the one of a background refresh."""
    error = None if lookup.cancelled() else lookup.exception()
    if error is not None:
        log.warning("keys.lookup_failed", exc_info=error)
