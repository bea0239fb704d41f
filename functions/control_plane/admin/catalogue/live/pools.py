"""The pools of the database with their health and leases of this moment.

What cannot be read is unknown: operators look at this page when something is down.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from functions.control_plane.admin.catalogue.live.emptiness import is_empty
from functions.control_plane.admin.catalogue.live.leases import HeldLeases
from functions.control_plane.admin.catalogue.live.models import models_of
from functions.control_plane.admin.catalogue.pool_schemas import (
    AdminPool,
    AdminPoolList,
    AdminTarget,
    AdminTargetHealth,
)
from functions.control_plane.admin.catalogue.repository import AdminCatalogueRepository
from functions.control_plane.catalogue.policy import read_policy
from portal.errors import PolicyUnavailable
from portal.policy import PolicySnapshot
from portal.policy.cache import PolicyCache
from portal.pool_health import PublishedHealth
from portal.pools import Target


class LivePools:
    """``wall`` returns unix seconds."""

    def __init__(
        self,
        catalogue: AdminCatalogueRepository,
        policy: PolicyCache,
        leases: HeldLeases,
        *,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._catalogue = catalogue
        self._policy = policy
        self._leases = leases
        self._wall = wall

    async def read(self) -> AdminPoolList:
        """Return all pools by name. Raises DatabaseUnavailable if the database cannot be read."""
        pools, snapshot = await asyncio.gather(self._catalogue.pools(), self._snapshot())
        leases = await self._leases.by_target(_limited_targets(pools))
        health = None if snapshot is None else snapshot.health
        now = datetime.fromtimestamp(self._wall(), UTC)
        for pool in pools:
            for router in pool.routers:
                for target in router.targets:
                    _add(target, health, leases, now)
            pool.models = models_of(pool, snapshot)
        return AdminPoolList(data=pools, measured_at=None if health is None else health.measured_at)

    async def _snapshot(self) -> PolicySnapshot | None:
        try:
            return await read_policy(self._policy)
        except PolicyUnavailable:
            return None


def _add(
    target: AdminTarget, health: PublishedHealth | None, leases: Mapping[str, int], now: datetime
) -> None:
    found = None if health is None else health.targets.get(target.id)
    target.health = None if found is None else AdminTargetHealth.model_validate(found, from_attributes=True)
    target.leases = leases.get(target.id)
    target.is_empty = is_empty(
        target.state,
        target.state_since,
        now,
        leases=target.leases,
        running_at_most=target.running_at_most,
    )


def _limited_targets(pools: Sequence[AdminPool]) -> list[Target]:
    """Return the configured targets of all groups, if any of them has a limit: only those are leased."""
    targets = [
        (router.url, target)
        for pool in pools
        for router in pool.routers
        for target in router.targets
        if target.configured
    ]
    if all(target.session_limit is None and target.configured_limit is None for _, target in targets):
        return []
    return [
        Target(url, None if target.session is None else int(target.session), None, target.alias)
        for url, target in targets
    ]
