"""The connection pool for all routers, and when one of its connections may be stale."""

from __future__ import annotations

import asyncio
import contextlib
import io

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from portal.pools import Target
from portal.router import RouterCall
from portal.router.bounds import RouterBounds
from portal.router.v3.request import is_streamed, request_body, request_headers, request_url

_LARGE_BODY_BYTES = 1 << 20
_KEEP_ALIVE_SECONDS = 30.0
_DNS_CACHE_SECONDS = 60
_DRAIN_SECONDS = 1.0


class RouterConnections:
    """Sends calls over one aiohttp session, which the first call opens.

    Redirects are rejected: a router that sends one is misconfigured, and the auth key must not follow it.
    Cookies and the environment's proxies are ignored.
    """

    def __init__(self, bounds: RouterBounds) -> None:
        self.bounds = bounds
        self._session: aiohttp.ClientSession | None = None
        self._last_timeout = aiohttp.ClientTimeout(total=None, connect=bounds.connect_seconds)
        self._addresses: dict[Target, tuple[URL, CIMultiDict[str]]] = {}
        self._released_at: dict[str, float] = {}
        self._draining: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        for task in self._draining:
            task.cancel()
        await asyncio.gather(*self._draining, return_exceptions=True)
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def post(self, target: Target, call: RouterCall) -> aiohttp.ClientResponse:
        """Send ``call`` and return the head of the response. Raises what aiohttp raises."""
        address = self._addresses.get(target)
        if address is None:
            address = URL(request_url(target), encoded=True), CIMultiDict(request_headers(target))
            self._addresses[target] = address
        url, headers = address
        body = request_body(call)
        data = body if len(body) < _LARGE_BODY_BYTES else io.BytesIO(body)
        session = self._session or self._open_session()
        return await session.post(
            url, data=data, headers=headers, allow_redirects=False, timeout=self._timeout(call)
        )

    def may_be_stale(self, target: Target) -> bool:
        """Return whether a call may have used a pooled connection that the router has just closed."""
        released_at = self._released_at.get(target.url)
        if released_at is None:
            return False
        return asyncio.get_running_loop().time() - released_at < _KEEP_ALIVE_SECONDS + 1

    def release(self, target: Target, response: aiohttp.ClientResponse) -> None:
        """Return the connection of a complete response to the pool, draining the rest in the background."""
        loop = asyncio.get_running_loop()
        self._released_at[target.url] = loop.time()
        if response.content.is_eof():
            response.release()
            return
        task = loop.create_task(_drain(response))
        self._draining.add(task)
        task.add_done_callback(self._draining.discard)
        # Not inside the task, which may be cancelled before it starts.
        task.add_done_callback(lambda _: response.close())

    def _timeout(self, call: RouterCall) -> aiohttp.ClientTimeout:
        total = None if is_streamed(call) else call.timeout_seconds
        if self._last_timeout.total != total:
            self._last_timeout = aiohttp.ClientTimeout(total=total, connect=self.bounds.connect_seconds)
        return self._last_timeout

    def _open_session(self) -> aiohttp.ClientSession:
        # aiohttp binds a session to the event loop that runs when it is created.
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, ttl_dns_cache=_DNS_CACHE_SECONDS, keepalive_timeout=_KEEP_ALIVE_SECONDS
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=self._last_timeout,
            trust_env=False,
        )
        return self._session


async def _drain(response: aiohttp.ClientResponse) -> None:
    with contextlib.suppress(TimeoutError, aiohttp.ClientError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            while not response.content.at_eof():
                await response.content.readany()
