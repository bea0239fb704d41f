"""Asking every configured router whether it is there (reference: cortensor-router 1.8)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from portal.pools import PoolMap

PROBE_SECONDS = 5.0
STATUS_PATH = "/api/v1/status"


@dataclass(frozen=True, slots=True)
class Probe:
    """One router. ``fault`` says why it does not serve; None: it does."""

    url: str
    pools: tuple[str, ...]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Router:
    """An address that pools share; ``auth_key`` is one that it takes."""

    url: str
    pools: tuple[str, ...]
    auth_key: str | None


def routers_of(pools: PoolMap) -> list[Router]:
    """Return each configured router once, in the order of the configuration."""
    names: dict[str, list[str]] = {}
    keys: dict[str, str | None] = {}
    for pool in pools.pools.values():
        for target in pool.targets:
            told = names.setdefault(target.url, [])
            if pool.name not in told:
                told.append(pool.name)
            keys[target.url] = keys.get(target.url) or target.auth_key
    return [Router(url, tuple(found), keys[url]) for url, found in names.items()]


async def probe_all(routers: Iterable[Router], http: httpx.AsyncClient) -> list[Probe]:
    """Ask all at once; it takes no longer than ``PROBE_SECONDS``."""
    return await asyncio.gather(*(_probe(router, http) for router in routers))


async def _probe(router: Router, http: httpx.AsyncClient) -> Probe:
    headers = {} if router.auth_key is None else {"Authorization": f"Bearer {router.auth_key}"}
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            answer = await http.get(f"{router.url}{STATUS_PATH}", headers=headers)
        fault = _fault(answer)
    except TimeoutError:
        fault = f"no answer in {PROBE_SECONDS:.0f} s"
    except httpx.HTTPError as error:
        fault = error.__class__.__name__
    return Probe(router.url, router.pools, fault)


def _fault(answer: httpx.Response) -> str | None:
    if answer.status_code != 200:
        return f"HTTP {answer.status_code}"
    try:
        told = answer.json()
    except ValueError:
        return "the answer is not JSON"
    miners = told.get("connected_miners") if isinstance(told, dict) else None
    # Not every router tells; one that says it has nobody cannot answer.
    return "no miner is connected" if miners == 0 else None
