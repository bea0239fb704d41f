"""Refusals in a storm: the first of each key and hour as single events, the others summed. Pure."""

from __future__ import annotations

from cachetools import LRUCache

from portal.usage import Refused

KEPT_PER_HOUR = 100
"""Refusals of a key and hour that are stored with their ids; ``record_refusals`` decides which.

So a process needs to send no more of them as events of their own.
"""

COUNTED_SECONDS = 5.0
"""From the first refusal of a sum until the sum is sent."""

MAX_SUMS = 1_000
"""Sums are sent earlier when there are this many."""

KEYS = 10_000
"""Keys whose refusals are counted; the least recently refused are forgotten and begin anew."""

_Kind = tuple[str, int, int, str, str | None]


class RefusalBatches:
    """Decides which refusals are sent at once, and sums the others by key, hour, status, code and model.

    Bounded in memory: ``KEYS`` counters and ``MAX_SUMS`` sums.
    """

    def __init__(self) -> None:
        self._single: LRUCache[tuple[str, int], int] = LRUCache(KEYS)
        self._sums: dict[_Kind, Refused] = {}

    def add(self, refused: Refused) -> bool:
        """Return whether ``refused`` is to be sent by itself. Otherwise it is in a sum of ``take``."""
        hour = int(refused.refused_at.timestamp()) // 3600
        counter = (refused.key_id, hour)
        sent = self._single.get(counter, 0)
        if sent < KEPT_PER_HOUR:
            self._single[counter] = sent + 1
            return True
        kind = (refused.key_id, hour, refused.status, refused.error_code, refused.model)
        summed = self._sums.get(kind)
        if summed is None:
            self._sums[kind] = refused
        else:
            summed.count += refused.count
        return False

    @property
    def is_full(self) -> bool:
        return len(self._sums) >= MAX_SUMS

    def is_due(self, now: float) -> bool:
        """Whether the oldest sum has waited for ``COUNTED_SECONDS``. ``now`` is in unix seconds."""
        oldest = next(iter(self._sums.values()), None)
        return oldest is not None and now - oldest.refused_at.timestamp() >= COUNTED_SECONDS

    def take(self) -> list[Refused]:
        """Return the sums, each as one event with the id of its first refusal, and begin anew."""
        sums, self._sums = list(self._sums.values()), {}
        return sums
