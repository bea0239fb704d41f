"""Connections to Unkey that the hot path shares."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

import aiohttp
from yarl import URL

from portal.connections import SILENT_SECONDS, TRUSTED_SECONDS
from portal.connections.aiohttp_connector import AgingConnector
from portal.connections.second_try import first_answer
from portal.keys import refusal
from portal.keys.unkey import BASE_URL, KEEP_ALIVE_SECONDS
from portal.web.elapsed import elapsed_seconds

VERIFY_SECONDS = 1.5
"""From the start of the call to its last byte, connecting included. After that the request is refused."""

_REMEMBERED_ANSWERS = 5
_SLOWER_THAN_USUAL = 2.0
"""A call without an answer is not taken for lost before it took this much longer than usual."""

_LOST = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


class UnkeyConnection:
    """Connects at the first call, on the event loop of that call.

    A call is not retried: a second verification would count twice (docs/protocols/unkey.md, "Retries and
    timeouts"). The exception is a kept connection that ends before any answer, or that was idle and stays
    silent: most likely Unkey never received the call, so it is sent once more, on a new connection. If Unkey
    was only slow, the request counts twice, which is better than to refuse it; so while Unkey is slow, a
    connection counts as silent later.
    """

    def __init__(
        self,
        root_key: str,
        *,
        base_url: str = BASE_URL,
        timeout_seconds: float = VERIFY_SECONDS,
        clock: Callable[[], float] = elapsed_seconds,
    ) -> None:
        self._base_url = URL(base_url.rstrip("/"))
        self._urls: dict[str, URL] = {}
        self._headers = {
            "authorization": f"Bearer {root_key}",
            "content-type": "application/json",
            "accept": "application/json",
        }
        self._timeout_seconds = timeout_seconds
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._connector: AgingConnector | None = None
        self._answer_seconds: deque[float] = deque(maxlen=_REMEMBERED_ANSWERS)

    async def post(self, operation: str, body: bytes) -> tuple[int, bytes]:
        """Return status and body of ``POST /v2/{operation}``. Raises KeyServiceUnavailable in time."""
        url = self._urls.get(operation)
        if url is None:
            url = self._urls[operation] = self._base_url / "v2" / operation
        connector = self._connector or self._open()
        idle_seconds = connector.idle_seconds(url)
        try:
            if idle_seconds is None:
                return await self._send(url, body)
            if idle_seconds < TRUSTED_SECONDS:
                return await self._send_again_if_lost(connector, url, body)
            async with asyncio.timeout(self._timeout_seconds):
                return await first_answer(
                    lambda: self._send_measured(url, body),
                    lambda: connector.drop_idle(url),
                    silent_seconds=self._silent_seconds(),
                    lost=_LOST,
                )
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise refusal.not_verified() from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = self._connector = None

    async def _send_again_if_lost(
        self, connector: AgingConnector, url: URL, body: bytes
    ) -> tuple[int, bytes]:
        started_at = time.monotonic()
        try:
            return await self._send_measured(url, body)
        except _LOST:
            connector.drop_idle(url)
            async with asyncio.timeout(self._timeout_seconds - (time.monotonic() - started_at)):
                return await self._send(url, body)

    def _silent_seconds(self) -> float:
        if not self._answer_seconds:
            return SILENT_SECONDS
        usual = sorted(self._answer_seconds)[len(self._answer_seconds) // 2]
        return max(SILENT_SECONDS, _SLOWER_THAN_USUAL * usual)

    async def _send_measured(self, url: URL, body: bytes) -> tuple[int, bytes]:
        """Send on a kept connection, so that connecting is not counted as slowness."""
        started_at = time.monotonic()
        answer = await self._send(url, body)
        self._answer_seconds.append(time.monotonic() - started_at)
        return answer

    async def _send(self, url: URL, body: bytes) -> tuple[int, bytes]:
        assert self._session is not None
        async with self._session.post(url, data=body) as response:
            return response.status, await response.read()

    def _open(self) -> AgingConnector:
        self._connector = AgingConnector(KEEP_ALIVE_SECONDS, clock=self._clock)
        self._session = aiohttp.ClientSession(
            connector=self._connector,
            headers=self._headers,
            timeout=aiohttp.ClientTimeout(total=self._timeout_seconds),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self._connector
