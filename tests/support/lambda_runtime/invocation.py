"""An invocation at the local Runtime API, and the errors that a runtime reports."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

ERROR_TYPE = "lambda-runtime-function-error-type"
ERROR_BODY = "lambda-runtime-function-error-body"


@dataclass
class ReportedError:
    """A reported error: its header and its JSON body."""

    type: str
    body: dict[str, Any]


@dataclass
class Invocation:
    """One invocation and its response. Times are ``time.monotonic`` seconds.

    ``chunks`` ends with None. ``reject`` is a status to return as soon as the POST's head has arrived;
    ``drop_after`` closes the connection after that many chunks. ``accepted``: the response is complete.
    """

    request_id: str
    event: bytes
    deadline_seconds: float
    headers: dict[str, str]
    chunks: asyncio.Queue[bytes | None] = field(default_factory=asyncio.Queue)
    reading: asyncio.Event = field(default_factory=asyncio.Event)
    reject: int | None = None
    drop_after: int | None = None
    taken_at: float | None = None
    opened_at: float | None = None
    ended_at: float | None = None
    received: int = 0
    error: ReportedError | None = None
    trailer: ReportedError | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    closed_at: float | None = None
    held: bool = False
    accepted: bool = False

    def hold(self) -> None:
        """Stop reading the response until ``reading`` is set again."""
        self.reading.clear()
        self.held = True

    async def payload(self) -> bytes:
        """Wait for the whole response and return prelude and body."""
        await self.ended.wait()
        chunks = []
        while (chunk := self.chunks.get_nowait()) is not None:
            chunks.append(chunk)
        return b"".join(chunks)
