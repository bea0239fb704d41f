"""The routers and targets that are monitored, from the configured pools."""

from __future__ import annotations

from dataclasses import dataclass

from functions.pool_monitor.assessment import MonitoredTarget
from portal.pools import PoolMap, Target
from portal.pools.target_ids import router_id


@dataclass(frozen=True, slots=True)
class MonitoredRouter:
    """One router URL, the pools that use it, and an auth key that it accepts (None: it requires none)."""

    url: str
    pools: tuple[str, ...]
    auth_key: str | None

    @property
    def id(self) -> str:
        return router_id(self.url)


def monitored_routers(pools: PoolMap) -> list[MonitoredRouter]:
    """Return each configured router once, in the order of the configuration."""
    names: dict[str, list[str]] = {}
    auth_keys: dict[str, str | None] = {}
    for pool in pools.pools.values():
        for target in pool.targets:
            pool_names = names.setdefault(target.url, [])
            if pool.name not in pool_names:
                pool_names.append(pool.name)
            auth_keys[target.url] = auth_keys.get(target.url) or target.auth_key
    return [MonitoredRouter(url, tuple(pool_names), auth_keys[url]) for url, pool_names in names.items()]


def configured_targets(pools: PoolMap) -> dict[str, Target]:
    """Return the targets of all pools by id."""
    return {target.id: target for pool in pools.pools.values() for target in pool.targets}


def monitored_targets(pools: PoolMap) -> list[MonitoredTarget]:
    return [
        MonitoredTarget(target.id, target.alias, router_id(target.url))
        for target in configured_targets(pools).values()
    ]
