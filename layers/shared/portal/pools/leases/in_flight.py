"""How many requests run on sessions with a limit, for operators: a target that drains is empty at 0."""

from __future__ import annotations

import time
from collections.abc import Callable

from portal.pools import PoolMap
from portal.pools.leases import LeaseStore
from portal.pools.leases.groups import session_groups, session_token


async def in_flight_by_target(
    store: LeaseStore, pools: PoolMap, *, wall: Callable[[], float] = time.time
) -> dict[str, int]:
    """Return the running requests by target id, by one read of the store for each group of sessions.

    Targets without a lease or a limit in the store are left out. Several targets of one session have the
    number of that session. ``wall`` is in seconds. Raises LeaseStoreUnavailable, LeaseStoreBusy.
    """
    counts: dict[str, int] = {}
    for group in {group.name: group for group in session_groups(pools).values()}.values():
        state = await store.read(group.name)
        if state is None:
            continue
        in_flight = state.in_flight(int(wall() * 1000))
        for target in group.targets:
            token = session_token(target)
            if token in state.limits or token in in_flight:
                counts[target.id] = in_flight.get(token, 0)
    return counts
