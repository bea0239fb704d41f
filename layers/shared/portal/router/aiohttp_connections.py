"""The connection pool for all routers, whose idle connections are checked before they are used."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import Callable

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from portal.connections import SILENT_SECONDS, TRUSTED_SECONDS
from portal.connections.aiohttp_connector import AgingConnector
from portal.pools import Target
from portal.pools.wires import DEFAULT_WIRE, WireName
from portal.router import RouterCall
from portal.router.bounds import RouterBounds
from portal.router.envelope import request_headers, request_url
from portal.router.status import status_headers, status_url
from portal.router.wires import request_body, wire_of

_LARGE_BODY_BYTES = 1 << 20
_DRAIN_SECONDS = 1.0

_CHECKS = 2
"""Another call may take the connection that was checked, and a router may end it after its answer."""

KEEP_ALIVE_SECONDS = 4.0
"""Less than the shortest keep-alive of common servers, 5 s (docs/protocols/connections.md)."""


class RouterConnections:
    """Sends calls over one aiohttp session, which the first call opens.

    Redirects are rejected: a router that sends one is misconfigured, and the auth key must not follow it.
    Cookies and the environment's proxies are ignored.
    """

    def __init__(self, bounds: RouterBounds, clock: Callable[[], float]) -> None:
        self.bounds = bounds
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._connector: AgingConnector | None = None
        self._last_timeout = aiohttp.ClientTimeout(total=None, connect=bounds.connect_seconds)
        self._addresses: dict[WireName, dict[Target, tuple[URL, CIMultiDict[str]]]] = {"v3": {}, "v4": {}}
        self._draining: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        for task in self._draining:
            task.cancel()
        await asyncio.gather(*self._draining, return_exceptions=True)
        if self._session is not None:
            session, self._session, self._connector = self._session, None, None
            await session.close()

    async def post(self, target: Target, call: RouterCall) -> aiohttp.ClientResponse:
        """Send ``call`` and return the head of the response. Raises what aiohttp raises."""
        url, headers = self._address(target, wire_of(call))
        body = request_body(call)
        data = body if len(body) < _LARGE_BODY_BYTES else io.BytesIO(body)
        session = self._session or self._open_session()
        return await session.post(
            url, data=data, headers=headers, allow_redirects=False, timeout=self._timeout(call)
        )

    async def check_idle(self, target: Target) -> bool:
        """Return whether the next call will use a kept connection, which was alive a moment ago.

        One that was idle is asked for the router's status, and dropped without an answer. A completion cannot
        be sent twice to find out: it may run for minutes before its first byte, and each costs. The check
        takes one round trip, a new connection two or three.
        """
        if self._connector is None or self._session is None:
            return False
        url, _ = self._address(target)
        for _ in range(_CHECKS):
            if not _is_doubtful(self._connector.idle_seconds(url)):
                break
            await self._check(self._session, target)
        if _is_doubtful(self._connector.idle_seconds(url)):
            self.drop_idle(target)
        return self._connector.idle_seconds(url) is not None

    async def _check(self, session: aiohttp.ClientSession, target: Target) -> None:
        check = session.get(
            status_url(target.url), headers=status_headers(target.auth_key), allow_redirects=False
        )
        try:
            async with asyncio.timeout(SILENT_SECONDS), check as response:
                await response.read()
        except (TimeoutError, aiohttp.ClientError, OSError):
            self.drop_idle(target)

    def drop_idle(self, target: Target) -> None:
        """Let the next call of the target's router connect."""
        if self._connector is not None:
            self._connector.drop_idle(self._address(target)[0])

    def _address(self, target: Target, wire: WireName = DEFAULT_WIRE) -> tuple[URL, CIMultiDict[str]]:
        addresses = self._addresses[wire]
        address = addresses.get(target)
        if address is None:
            address = URL(request_url(target, wire), encoded=True), CIMultiDict(request_headers(target))
            addresses[target] = address
        return address

    def release(self, response: aiohttp.ClientResponse) -> None:
        """Return the connection of a complete response to the pool, draining the rest in the background."""
        if response.content.is_eof():
            response.release()
            return
        task = asyncio.get_running_loop().create_task(_drain(response))
        self._draining.add(task)
        task.add_done_callback(self._draining.discard)
        # Not inside the task, which may be cancelled before it starts.
        task.add_done_callback(lambda _: response.close())

    def _timeout(self, call: RouterCall) -> aiohttp.ClientTimeout:
        total = None if call.stream else call.timeout_seconds
        if self._last_timeout.total != total:
            self._last_timeout = aiohttp.ClientTimeout(total=total, connect=self.bounds.connect_seconds)
        return self._last_timeout

    def _open_session(self) -> aiohttp.ClientSession:
        # aiohttp binds a session to the event loop that runs when it is created.
        self._connector = AgingConnector(KEEP_ALIVE_SECONDS, clock=self._clock)
        self._session = aiohttp.ClientSession(
            connector=self._connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=self._last_timeout,
            trust_env=False,
        )
        return self._session


def _is_doubtful(idle_seconds: float | None) -> bool:
    return idle_seconds is not None and idle_seconds >= TRUSTED_SECONDS


async def _drain(response: aiohttp.ClientResponse) -> None:
    with contextlib.suppress(TimeoutError, aiohttp.ClientError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            while not response.content.at_eof():
                await response.content.readany()
