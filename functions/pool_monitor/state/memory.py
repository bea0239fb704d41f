"""The state in this process, for one machine and tests."""

from __future__ import annotations

from functions.pool_monitor.state import NotTheWriter


class MemoryStateStore:
    def __init__(self) -> None:
        self.writer: str | None = None
        self.state: bytes | None = None

    async def load(self) -> bytes | None:
        return self.state

    async def claim(self, writer: str, state: bytes) -> None:
        self.writer, self.state = writer, state

    async def save(self, writer: str, state: bytes) -> None:
        if writer != self.writer:
            raise NotTheWriter
        self.state = state
