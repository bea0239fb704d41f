"""The status probe of a router (docs/protocols/cortensor-router.md, "Status and inventory")."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx

from functions.pool_monitor.assessment import StatusResult
from functions.pool_monitor.probing.routers import MonitoredRouter
from portal.router.status import status_headers, status_url

STATUS_SECONDS = 2.0
_CONNECT_SECONDS = 1.5
_NO_KEEP_ALIVE = httpx.Limits(max_keepalive_connections=0)
"""A kept connection may work although the router accepts no new one."""


def open_status_client() -> httpx.AsyncClient:
    timeout = httpx.Timeout(STATUS_SECONDS, connect=_CONNECT_SECONDS)
    return httpx.AsyncClient(timeout=timeout, trust_env=False, limits=_NO_KEEP_ALIVE)


async def probe_status(
    router: MonitoredRouter, http: httpx.AsyncClient, clock: Callable[[], float]
) -> StatusResult:
    """Ask ``router`` for its status, within ``STATUS_SECONDS``."""
    started, refused = clock(), False
    try:
        async with asyncio.timeout(STATUS_SECONDS):
            response = await http.get(status_url(router.url), headers=status_headers(router.auth_key))
        failure = _failure(response)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        failure, refused = f"no connection ({error.__class__.__name__})", True
    except (TimeoutError, httpx.TimeoutException):
        failure = f"no status within {STATUS_SECONDS:.0f} s"
    except httpx.HTTPError as error:
        failure = error.__class__.__name__
    return StatusResult(router.id, started, clock(), failure, refused)


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
