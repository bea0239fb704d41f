"""A proxy that refuses everything and records what it was asked for: proof that a program stays offline."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class ClosedProxy:
    """``asked`` are the hosts that programs wanted to reach."""

    url: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that send a program's traffic here, but for that to this machine."""
        names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        proxies = {name: self.url for each in names for name in (each, each.lower())}
        return {**proxies, "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}

    async def refuse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request: ``CONNECT host:443 HTTP/1.1`` or ``GET http://host/path HTTP/1.1``."""
        line = (await reader.readline()).decode("latin-1").split()
        if len(line) > 1:
            self.asked.append(line[1])
        writer.write(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()


@asynccontextmanager
async def closed_proxy() -> AsyncIterator[ClosedProxy]:
    proxy = ClosedProxy()
    server = await asyncio.start_server(proxy.refuse, "127.0.0.1", 0)
    proxy.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield proxy
