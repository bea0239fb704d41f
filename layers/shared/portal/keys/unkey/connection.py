"""Connections to Unkey that the hot path shares; a call is never retried."""

from __future__ import annotations

import aiohttp

from portal.keys import refusal
from portal.keys.unkey import BASE_URL

VERIFY_SECONDS = 1.5
"""From the start of the call to its last byte, connecting included. After that the request is refused."""

_IDLE_SECONDS = 30.0
"""A connection idle for longer is not used again: the other side may be about to close it."""


class UnkeyConnection:
    """Connects at the first call, on the event loop of that call.

    Nothing is retried: a second verification would count twice (docs/protocols/unkey.md, "Retries and
    timeouts").
    """

    def __init__(
        self, root_key: str, *, base_url: str = BASE_URL, timeout_seconds: float = VERIFY_SECONDS
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._headers = {
            "authorization": f"Bearer {root_key}",
            "content-type": "application/json",
            "accept": "application/json",
        }
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def post(self, operation: str, body: bytes) -> tuple[int, bytes]:
        """Return status and body of ``POST /v2/{operation}``. Raises KeyServiceUnavailable in time."""
        session = self._session or self._open()
        try:
            async with session.post(f"{self._base_url}/v2/{operation}", data=body) as response:
                return response.status, await response.read()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise refusal.not_verified() from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_IDLE_SECONDS, ttl_dns_cache=60),
            headers=self._headers,
            timeout=self._timeout,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self._session
