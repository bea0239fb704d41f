"""The router client over aiohttp, the fastest of the Python clients under concurrency.

Measured on two busy cores behind nginx, requests/s at c=16 and processor time per request: aiohttp 2,560 and
0.28 ms, httpx2 490 and 2.0 ms, httpx 275 and 3.6 ms.
"""

from __future__ import annotations

from collections.abc import Callable

from portal.pools import Target
from portal.router import RouterCall
from portal.router.aiohttp_connections import RouterConnections
from portal.router.aiohttp_exchange import AiohttpExchange
from portal.router.bounds import RouterBounds
from portal.web.elapsed import elapsed_seconds


class AiohttpRouterClient:
    """Implements RouterClient."""

    def __init__(
        self, bounds: RouterBounds | None = None, *, clock: Callable[[], float] = elapsed_seconds
    ) -> None:
        self._connections = RouterConnections(bounds or RouterBounds(), clock)

    def open(self, target: Target, call: RouterCall) -> AiohttpExchange:
        return AiohttpExchange(self._connections, target, call)

    async def close(self) -> None:
        await self._connections.close()
