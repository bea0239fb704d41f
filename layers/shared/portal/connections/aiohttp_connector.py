"""aiohttp's connector with idle connections, and addresses of hosts, that age in wall-clock time.

aiohttp ages both by the monotonic clock, and learns from its event loop that a connection was closed. It has
no public way to choose an idle connection: this class overrides ``_get`` and ``_release``, and a test of the
connector fails if a new release of aiohttp calls them differently.
"""

from __future__ import annotations

import select
from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import aiohttp
from aiohttp.client_proto import ResponseHandler
from yarl import URL

from portal.web.elapsed import elapsed_seconds

if TYPE_CHECKING:
    from aiohttp.client_reqrep import ConnectionKey
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

_ADDRESS_SECONDS = 60.0
"""How long the addresses of a host are used."""

_UNSEEN_SECONDS = 0.05
"""A connection idle for longer is polled: the event loop may not have seen that the peer has ended it."""


class AgingConnector(aiohttp.TCPConnector):
    """Keeps idle connections for ``keep_alive_seconds`` and uses the one used last first. No limits."""

    def __init__(self, keep_alive_seconds: float, *, clock: Callable[[], float] = elapsed_seconds) -> None:
        super().__init__(limit=0, keepalive_timeout=keep_alive_seconds, ttl_dns_cache=None)
        self._keep_alive_seconds = keep_alive_seconds
        self._clock = clock
        self._used_at: WeakKeyDictionary[ResponseHandler, float] = WeakKeyDictionary()
        self._addresses_since = clock()

    def idle_seconds(self, url: URL) -> float | None:
        """Return how long the connection was idle that a call of ``url`` would use; None: a new one."""
        key = self._key_of(url)
        return None if key is None else self._next_idle(key, self._clock())

    def drop_idle(self, url: URL) -> None:
        """Close the idle connections to the host of ``url``."""
        key = self._key_of(url)
        if key is not None:
            for protocol, _ in self._conns.pop(key, ()):
                protocol.close()

    async def _get(self, key: ConnectionKey, traces: list[Trace]) -> Connection | None:
        now = self._clock()
        if now - self._addresses_since >= _ADDRESS_SECONDS:
            self._addresses_since = now
            self.clear_dns_cache()
        if self._next_idle(key, now) is None:
            self._conns.pop(key, None)
            return None
        idle = self._conns[key]
        if len(idle) > 1:
            idle.rotate(1)  # aiohttp takes the leftmost
        return await super()._get(key, traces)

    def _release(self, key: ConnectionKey, protocol: ResponseHandler, *, should_close: bool = False) -> None:
        self._used_at[protocol] = self._clock()
        super()._release(key, protocol, should_close=should_close)

    def _next_idle(self, key: ConnectionKey, now: float) -> float | None:
        """Close what cannot be used, up to the connection that was used last and can be."""
        idle = self._conns.get(key)
        while idle:
            protocol, _ = idle[-1]
            seconds = now - self._used_at.get(protocol, float("-inf"))
            if seconds < self._keep_alive_seconds and not _has_ended(protocol, seconds):
                return seconds
            idle.pop()
            protocol.close()
        return None

    def _key_of(self, url: URL) -> ConnectionKey | None:
        for key in self._conns:
            if key.host == url.raw_host and key.port == url.port and key.is_ssl == (url.scheme == "https"):
                return key
        return None


def _has_ended(protocol: ResponseHandler, idle_seconds: float) -> bool:
    """Whether the peer has closed or reset an idle connection. Bytes that nobody asked for end it, too."""
    transport = protocol.transport
    if transport is None or transport.is_closing():
        return True
    if idle_seconds < _UNSEEN_SECONDS:
        return False
    socket = transport.get_extra_info("socket")
    if socket is None or socket.fileno() < 0:
        return True
    poll = select.poll()
    poll.register(socket.fileno(), select.POLLIN)
    return bool(poll.poll(0))
