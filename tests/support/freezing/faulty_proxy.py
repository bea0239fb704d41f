"""A TCP proxy before a peer, which ends, resets or silences the connections that are open."""

from __future__ import annotations

import asyncio
import enum
import socket
import struct
from typing import Self
from urllib.parse import urlsplit

from tests.support.servers.connections import Connections

_READ_BYTES = 1 << 16


class Fault(enum.Enum):
    """What happens to an idle connection: FIN, RST, or nothing that one could notice."""

    CLOSED = "closed"
    RESET = "reset"
    SILENT = "silent"


class _Link:
    """One connection. Once ``is_silent``, what either side sends vanishes."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        self.is_silent = False


class FaultyProxy:
    """``accepted`` counts the connections so far; while ``is_down`` new ones are reset. Use it with
    ``async with``.
    """

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname, parts.port)
        self._path = parts.path
        self._connections = Connections(self._serve)
        self._links: set[_Link] = set()
        self.accepted = 0
        self.is_down = False

    @property
    def url(self) -> str:
        return f"http://{self._connections.address}{self._path}"

    async def __aenter__(self) -> Self:
        await self._connections.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connections.close()

    async def break_open(self, fault: Fault) -> int:
        """Break the connections that are open now; return how many. New ones work."""
        links = [link for link in self._links if not link.is_silent]
        for link in links:
            match fault:
                case Fault.SILENT:
                    link.is_silent = True
                case Fault.CLOSED:
                    link.writer.close()
                case Fault.RESET:
                    _reset(link.writer)
        await asyncio.sleep(0.01)  # the packets arrive
        return len(links)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        if self.is_down:
            _reset(writer)
            return
        link = _Link(writer)
        self._links.add(link)
        host, port = self._target
        to_peer: asyncio.StreamWriter | None = None
        try:
            from_peer, to_peer = await asyncio.open_connection(host, port)
            pumps = [
                asyncio.create_task(_pump(link, reader, to_peer)),
                asyncio.create_task(_pump(link, from_peer, writer)),
            ]
            try:
                await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for pump in pumps:
                    pump.cancel()
                await asyncio.gather(*pumps, return_exceptions=True)
        finally:
            self._links.discard(link)
            if to_peer is not None:
                to_peer.close()


async def _pump(link: _Link, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_READ_BYTES):
        if not link.is_silent:
            writer.write(data)
            await writer.drain()
    if link.is_silent:
        await asyncio.Event().wait()  # nor does the end of a connection arrive


def _reset(writer: asyncio.StreamWriter) -> None:
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
