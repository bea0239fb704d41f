"""httpx clients whose idle connections survive, or are replaced after, a freeze of the environment."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Collection
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from portal.connections import SILENT_SECONDS
from portal.connections.network_streams import AgingBackend
from portal.connections.second_try import first_answer
from portal.web.elapsed import elapsed_seconds
from portal.web.tls import client_context

_LOST = (httpx.ReadError, httpx.WriteError, httpx.CloseError, httpx.RemoteProtocolError)
_REPEATABLE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REPEATABLE = "portal.repeatable"
"""Extension of a request that may take effect twice where its path does not tell."""

_CONNECTIONS = 20
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def open_client(
    url: str,
    *,
    timeout: httpx.Timeout | float,
    keep_alive_seconds: float,
    repeatable: Collection[str] = (),
    silent_seconds: float = SILENT_SECONDS,
    tls: ssl.SSLContext | None = None,
    **options: Any,
) -> httpx.AsyncClient:
    """Return a client for the server at ``url``, with at most 20 connections.

    A connection is kept for ``keep_alive_seconds`` of wall-clock time. ``repeatable`` are the last path
    segments of POST requests that may take effect twice; with GET, HEAD and OPTIONS, and requests with the
    extension ``REPEATABLE``, they are sent again when the connection ends without an answer, or an idle one
    does not answer within ``silent_seconds``.
    ``options`` are httpx's.

    The environment's proxies are used, except for loopback, which they cannot reach; connections to a proxy
    have httpx's own rules.
    """
    verify = tls or client_context()
    limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
    is_remote = httpx.URL(url).host not in _LOOPBACK
    if is_remote and _has_proxy(url):
        return httpx.AsyncClient(verify=verify, timeout=timeout, limits=limits, **options)
    transport = RepeatingTransport(
        verify, keep_alive_seconds=keep_alive_seconds, repeatable=repeatable, silent_seconds=silent_seconds
    )
    return httpx.AsyncClient(transport=transport, timeout=timeout, trust_env=is_remote, **options)


class RepeatingTransport(httpx.AsyncHTTPTransport):
    """httpx's transport; ``open_client`` says what it adds."""

    def __init__(
        self,
        tls: ssl.SSLContext,
        *,
        keep_alive_seconds: float,
        repeatable: Collection[str] = (),
        silent_seconds: float = SILENT_SECONDS,
        clock: Callable[[], float] = elapsed_seconds,
    ) -> None:
        super().__init__(verify=tls)
        self._backend = AgingBackend(keep_alive_seconds, clock=clock)
        self._repeatable = frozenset(repeatable)
        self._silent_seconds = silent_seconds
        # httpx passes no network backend on to its pool.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=keep_alive_seconds,
            network_backend=self._backend,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        send = super().handle_async_request
        if not self._is_repeatable(request):
            self._backend.drop_doubtful()
            return await send(request)
        if not self._backend.has_doubtful:
            try:
                return await send(request)
            except _LOST:
                # A server that restarts ends all its connections, also those that were used just now.
                return await send(request)
        return await first_answer(
            lambda: send(request),
            self._backend.drop_doubtful,
            silent_seconds=self._silent_seconds,
            lost=_LOST,
            discard=lambda response: response.aclose(),
        )

    def _is_repeatable(self, request: httpx.Request) -> bool:
        if request.method in _REPEATABLE_METHODS or request.extensions.get(REPEATABLE):
            return True
        return request.method == "POST" and request.url.path.rpartition("/")[2] in self._repeatable


def _has_proxy(url: str) -> bool:
    target = httpx.URL(url)
    proxies = getproxies()
    is_named = bool(proxies.get(target.scheme) or proxies.get("all"))
    return is_named and not proxy_bypass(target.host)
