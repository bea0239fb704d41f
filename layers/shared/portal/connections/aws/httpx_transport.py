"""``AwsTransport`` over httpx, for a function that speaks to everything else with it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx

from portal.connections.aws import KEEP_ALIVE_SECONDS, AwsUnreachable
from portal.connections.httpx_client import REPEATABLE, open_client


class HttpxAwsTransport:
    """Sends with ``http``, which it closes. ``opened_for`` makes one with the rules of ``open_client``."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    @classmethod
    def opened_for(cls, url: str) -> HttpxAwsTransport:
        """Return one for AWS, or a server in its place, at ``url``."""
        return cls(open_client(url, timeout=httpx.Timeout(None), keep_alive_seconds=KEEP_ALIVE_SECONDS))

    async def post(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        timeout_seconds: float,
        repeatable: bool = False,
    ) -> tuple[int, bytes]:
        request = self._http.build_request(
            "POST", url, headers=dict(headers), content=body, extensions={REPEATABLE: repeatable}
        )
        return await self._send(request, timeout_seconds)

    async def get(self, url: str, headers: Mapping[str, str], *, timeout_seconds: float) -> tuple[int, bytes]:
        return await self._send(self._http.build_request("GET", url, headers=dict(headers)), timeout_seconds)

    async def close(self) -> None:
        await self._http.aclose()

    async def _send(self, request: httpx.Request, timeout_seconds: float) -> tuple[int, bytes]:
        try:
            async with asyncio.timeout(timeout_seconds):
                response = await self._http.send(request)
        except TimeoutError as error:
            raise AwsUnreachable(f"no answer within {timeout_seconds:g} s") from error
        except (httpx.HTTPError, OSError, RuntimeError) as error:
            # RuntimeError: the client was closed meanwhile.
            raise AwsUnreachable(f"{type(error).__name__}: {error}") from error
        return response.status_code, response.content
