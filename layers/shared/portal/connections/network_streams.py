"""httpcore's network streams with an age in wall-clock time: httpcore ages idle connections by the monotonic
clock only, but closes one before its next use if its stream reports that the other side ended it.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from typing import Any
from weakref import WeakSet

import httpcore

from portal.connections import TRUSTED_SECONDS
from portal.web.elapsed import elapsed_seconds


class AgingBackend(httpcore.AsyncNetworkBackend):
    """Opens streams that report themselves as ended once idle for ``keep_alive_seconds``."""

    def __init__(self, keep_alive_seconds: float, *, clock: Callable[[], float] = elapsed_seconds) -> None:
        self.clock = clock
        self._keep_alive_seconds = keep_alive_seconds
        self._backend = httpcore.AnyIOBackend()
        self._distrusted_until = float("-inf")
        self._streams: WeakSet[AgingStream] = WeakSet()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's interface)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        stream = await self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        return self.aging(stream)

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)

    def aging(self, stream: httpcore.AsyncNetworkStream) -> AgingStream:
        aging = AgingStream(self, stream)
        self._streams.add(aging)
        return aging

    @property
    def has_doubtful(self) -> bool:
        """Whether a call may get an idle connection that was not used for ``TRUSTED_SECONDS``."""
        now = self.clock()
        return any(
            stream.is_idle and now - stream.used_at >= TRUSTED_SECONDS and not self.is_ended(stream)
            for stream in self._streams
        )

    def drop_doubtful(self) -> None:
        """Let every idle connection that was not used for ``TRUSTED_SECONDS`` end before its next use."""
        self._distrusted_until = self.clock() - TRUSTED_SECONDS

    def is_ended(self, stream: AgingStream) -> bool:
        age = self.clock() - stream.used_at
        return age >= self._keep_alive_seconds or stream.used_at <= self._distrusted_until


class AgingStream(httpcore.AsyncNetworkStream):
    """``used_at`` is when bytes last arrived or were sent. While an answer is awaited it is not idle."""

    def __init__(self, backend: AgingBackend, stream: httpcore.AsyncNetworkStream) -> None:
        self._backend = backend
        self._stream = stream
        self.used_at = backend.clock()
        self.is_idle = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        data = await self._stream.read(max_bytes, timeout)
        self.used_at, self.is_idle = self._backend.clock(), True
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self.used_at, self.is_idle = self._backend.clock(), False
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        self.is_idle = False
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        return self._backend.aging(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self._backend.is_ended(self):
            return True
        return self._stream.get_extra_info(info)
