"""``AwsTransport`` over aiohttp, for functions that have it for other reasons or nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import aiohttp
from yarl import URL

from portal.connections import SILENT_SECONDS, TRUSTED_SECONDS
from portal.connections.aiohttp_connector import AgingConnector
from portal.connections.aws import KEEP_ALIVE_SECONDS, AwsUnreachable
from portal.connections.second_try import first_answer
from portal.web.elapsed import elapsed_seconds

_LOST = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


class AiohttpAwsTransport:
    """Connects at the first call, on the event loop of that call. Ignores proxies and redirects.

    A repeatable call trusts no kept connection, not even one that was used just now.
    """

    def __init__(self, *, clock: Callable[[], float] = elapsed_seconds) -> None:
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._connector: AgingConnector | None = None
        self._urls: dict[str, URL] = {}

    async def post(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        timeout_seconds: float,
        repeatable: bool = False,
    ) -> tuple[int, bytes]:
        return await self._bounded("POST", url, headers, body, timeout_seconds, repeatable=repeatable)

    async def get(self, url: str, headers: Mapping[str, str], *, timeout_seconds: float) -> tuple[int, bytes]:
        return await self._bounded("GET", url, headers, None, timeout_seconds, repeatable=True)

    async def close(self) -> None:
        session, self._session, self._connector = self._session, None, None
        if session is not None:
            await session.close()

    async def _bounded(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: bytes | None,
        timeout_seconds: float,
        *,
        repeatable: bool,
    ) -> tuple[int, bytes]:
        url = self._urls.get(address) or self._urls.setdefault(address, URL(address, encoded=True))
        connector = self._connector or self._open()
        assert self._session is not None
        session = self._session

        async def send() -> tuple[int, bytes]:
            async with session.request(
                method, url, headers=headers, data=body, allow_redirects=False
            ) as response:
                return response.status, await response.read()

        try:
            async with asyncio.timeout(timeout_seconds):
                idle_seconds = connector.idle_seconds(url)
                if idle_seconds is None:
                    return await send()
                if not repeatable:
                    if idle_seconds >= TRUSTED_SECONDS:
                        connector.drop_idle(url)
                    return await send()
                return await first_answer(
                    send,
                    lambda: connector.drop_idle(url),
                    silent_seconds=min(SILENT_SECONDS, timeout_seconds / 2),
                    lost=_LOST,
                )
        except TimeoutError as error:
            raise AwsUnreachable(f"no answer within {timeout_seconds:g} s") from error
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            # RuntimeError: the session was closed meanwhile.
            raise AwsUnreachable(f"{type(error).__name__}: {error}") from error

    def _open(self) -> AgingConnector:
        # aiohttp binds a session to the event loop that runs when it is created.
        self._connector = AgingConnector(KEEP_ALIVE_SECONDS, clock=self._clock)
        self._session = aiohttp.ClientSession(
            connector=self._connector,
            headers={"accept-encoding": "identity"},
            timeout=aiohttp.ClientTimeout(total=None),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )
        return self._connector
