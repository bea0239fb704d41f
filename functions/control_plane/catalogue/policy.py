"""Reading the policy snapshot, for routes that need the model catalogue."""

from __future__ import annotations

from portal.policy import PolicySnapshot
from portal.policy.cache import PolicyCache


async def read_policy(cache: PolicyCache) -> PolicySnapshot:
    """Return the current snapshot. Raises PolicyUnavailable."""
    snapshot = await cache.current()
    # A refresh that still runs after the response would be frozen with the environment and fail later.
    await cache.settle()
    return snapshot
