"""Token buckets that slow down guessing of API keys, one per network. Pure: the time is an argument."""

from __future__ import annotations

from dataclasses import dataclass

from cachetools import LRUCache

CAPACITY = 10_000
"""Networks in memory; the least recently used is dropped first."""


@dataclass(frozen=True, slots=True)
class ThrottleBounds:
    """``failures`` failed verifications pass at once; then ``per_second`` pass, each waiting for a token.

    A verification that would wait longer than ``wait_seconds`` is refused. With one request at a time, as in
    Lambda, the wait is at most ``1 / per_second``.
    """

    failures: int = 20
    per_second: float = 5.0
    wait_seconds: float = 10.0


@dataclass(slots=True)
class _Bucket:
    tokens: float
    updated_at: float


class TokenBuckets:
    """A verification takes a token, and a valid key gives it back, so only failures cost one."""

    def __init__(self, bounds: ThrottleBounds, capacity: int = CAPACITY) -> None:
        self._bounds = bounds
        self._buckets: LRUCache[str, _Bucket] = LRUCache(capacity)

    def take(self, network: str, now: float) -> float:
        """Return the seconds to wait before the verification. Beyond the bound no token is taken."""
        bounds = self._bounds
        bucket = self._buckets.get(network)
        if bucket is None:
            bucket = self._buckets[network] = _Bucket(bounds.failures, now)
        refilled = bucket.tokens + (now - bucket.updated_at) * bounds.per_second
        bucket.tokens = min(bounds.failures, refilled)
        bucket.updated_at = now
        wait = max(0.0, (1.0 - bucket.tokens) / bounds.per_second)
        if wait <= bounds.wait_seconds:
            bucket.tokens -= 1.0
        return wait

    def give_back(self, network: str) -> None:
        bucket = self._buckets.get(network)
        if bucket is None:
            return
        bucket.tokens += 1.0
        if bucket.tokens >= self._bounds.failures:
            del self._buckets[network]

    @property
    def size(self) -> int:
        return len(self._buckets)
