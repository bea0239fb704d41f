"""How many unknown keys an address may have checked: a token bucket each. Pure: the time is an argument."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

ADDRESSES = 10_000
"""Addresses that are remembered; the one longest quiet is forgotten first."""


@dataclass(frozen=True, slots=True)
class ThrottleBounds:
    """``failures`` may come at once; after them, checks pass at ``per_second`` and wait for their turn.

    A turn further away than ``wait_seconds`` is refused. With one request at a time, as in Lambda, nobody
    waits longer than ``1 / per_second``.
    """

    failures: int = 20
    per_second: float = 5.0
    wait_seconds: float = 10.0


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class TokenBuckets:
    """Only failures cost: a check takes a token and a good key brings it back."""

    def __init__(self, bounds: ThrottleBounds, capacity: int = ADDRESSES) -> None:
        self._bounds = bounds
        self._capacity = capacity
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, network: str, now: float) -> float:
        """Return how long to wait before the check, in seconds. Beyond the bound nothing was taken."""
        bucket = self._buckets.get(network)
        if bucket is None:
            bucket = self._buckets[network] = _Bucket(self._bounds.failures, now)
        bounds = self._bounds
        bucket.tokens = min(bounds.failures, bucket.tokens + (now - bucket.at) * bounds.per_second)
        bucket.at = now
        wait = max(0.0, (1.0 - bucket.tokens) / bounds.per_second)
        if wait <= bounds.wait_seconds:
            bucket.tokens -= 1.0
        self._buckets.move_to_end(network)
        if len(self._buckets) > self._capacity:
            self._buckets.popitem(last=False)
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


def network_of(address: str) -> str:
    """Return whom an address belongs to: itself, or of IPv6 the 64 bits that one customer is given."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped is not None else parsed.exploded[:19]
    return address
