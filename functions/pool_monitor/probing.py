"""Health probes of the configured routers (docs/protocols/cortensor-router.md, "Status and inventory")."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from portal.pools import PoolMap
from portal.router.status import status_headers, status_url

PROBE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The outcome of one router's probe. ``failure`` is why the router is down, None if it is up."""

    url: str
    pools: tuple[str, ...]
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class MonitoredRouter:
    """One router URL, the pools that use it, and an auth key that it accepts (None: it requires none)."""

    url: str
    pools: tuple[str, ...]
    auth_key: str | None


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


async def probe_all(routers: Iterable[MonitoredRouter], http: httpx.AsyncClient) -> list[ProbeResult]:
    """Probe all routers concurrently, within ``PROBE_SECONDS``."""
    return await asyncio.gather(*(_probe(router, http) for router in routers))


async def _probe(router: MonitoredRouter, http: httpx.AsyncClient) -> ProbeResult:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            response = await http.get(status_url(router.url), headers=status_headers(router.auth_key))
        failure = _failure(response)
    except TimeoutError:
        failure = f"no response within {PROBE_SECONDS:.0f} s"
    except httpx.HTTPError as error:
        failure = error.__class__.__name__
    return ProbeResult(router.url, router.pools, failure)


def _failure(response: httpx.Response) -> str | None:
    """Return why ``response`` means that the router is down, None if it is up."""
    if response.status_code != 200:
        return f"HTTP {response.status_code}"
    try:
        status = response.json()
    except ValueError:
        return "the response is not JSON"
    miners = status.get("connected_miners") if isinstance(status, dict) else None
    # Not every router reports its miners; one that reports none cannot serve a request.
    return "no miner is connected" if miners == 0 else None
