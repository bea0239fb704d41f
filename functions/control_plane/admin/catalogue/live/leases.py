"""How many leases of each session are held, read from the store that all environments share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence

from portal.pools import Pool, PoolMap, Target
from portal.pools.leases import GroupState, LeaseStore, LeaseStoreUnavailable
from portal.pools.leases.groups import session_groups, session_token

READ_SECONDS = 1.0
"""The longest that all reads together may take. What is not read until then is unknown."""

MAX_GROUPS = 50
"""Groups that are read for one response. A deployment has about as many as models."""


class HeldLeases:
    """``store`` None: there is no shared store. ``wall`` returns unix seconds."""

    def __init__(self, store: LeaseStore | None, *, wall: Callable[[], float] = time.time) -> None:
        self._store = store
        self._wall = wall

    async def by_target(self, targets: Sequence[Target]) -> Mapping[str, int]:
        """Return the leases of each target's session by target id; of one that is left out they are unknown,
        or its session has no limit and so no leases.

        A session that several targets lead to has the same number for each.
        """
        if self._store is None:
            return {}
        groups = session_groups(_pool_map(targets))
        names = sorted({group.name for group in groups.values()})[:MAX_GROUPS]
        states = await self._read(self._store, names)
        now_ms = round(self._wall() * 1000)
        held = {
            name: {session: running.get(session, 0) for session in state.limits}
            for name, state in states.items()
            for running in [state.in_flight(now_ms)]
        }
        leases = {
            target.id: held.get(groups[target.alias].name, {}).get(session_token(target))
            for target in targets
        }
        return {target_id: count for target_id, count in leases.items() if count is not None}

    async def _read(self, store: LeaseStore, names: Sequence[str]) -> Mapping[str, GroupState]:
        reads = {name: asyncio.create_task(store.read(name)) for name in names}
        if reads:
            _, late = await asyncio.wait(reads.values(), timeout=READ_SECONDS)
            for read in late:
                read.cancel()
            await asyncio.gather(*reads.values(), return_exceptions=True)
        return {name: state for name, read in reads.items() if (state := _result(read)) is not None}


def _result(read: asyncio.Task[GroupState | None]) -> GroupState | None:
    """Return the group; None if there is none, or if it could not be read."""
    if read.cancelled():
        return None
    failure = read.exception()
    if failure is None:
        return read.result()
    if isinstance(failure, LeaseStoreUnavailable):
        return None
    raise failure


def _pool_map(targets: Sequence[Target]) -> PoolMap:
    by_alias: dict[str, list[Target]] = {}
    for target in targets:
        by_alias.setdefault(target.alias, []).append(target)
    return PoolMap({alias: Pool(alias, tuple(found)) for alias, found in by_alias.items()}, None)
