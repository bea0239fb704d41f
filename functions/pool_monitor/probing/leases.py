"""Canaries and session limits: a limited session gets a canary only by a lease that all environments see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from portal.pools import PoolMap, Target
from portal.pools.leases import LeaseStore
from portal.pools.leases.groups import session_groups, session_token
from portal.pools.leases.session_leases import SessionLeases


class CanaryLeases:
    """Implements CanaryLease."""

    def __init__(self, leases: SessionLeases) -> None:
        self._leases = leases

    @asynccontextmanager
    async def __call__(self, target: Target) -> AsyncIterator[bool]:
        """Yield False for a limited session that is taken, or of which nobody knows: without the store."""
        if not self._leases.is_limited(target):
            yield True
            return
        early = self._leases.hold_early([target])
        if early is None:
            yield False
            return
        try:
            held = await early.held()
            yield held is not None and held.lease is not None
        finally:
            early.release()


async def requests_in_flight(store: LeaseStore, pools: PoolMap, now_ms: int) -> Mapping[str, int]:
    """Return how many requests run at each target whose session has a limit, canaries included.

    Routers that share a session have its requests each: a lease does not say which router has it.
    """
    counts: dict[str, int] = {}
    for group in {each.name: each for each in session_groups(pools).values()}.values():
        state = await store.read(group.name)
        if state is None:
            continue
        running = state.in_flight(now_ms)
        for target in group.targets:
            token = session_token(target)
            if token in state.limits:
                counts[target.id] = running.get(token, 0)
    return counts
