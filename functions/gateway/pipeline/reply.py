"""Two ways to answer an admitted request: whole, or as a stream. Both can still tell of a failure."""

from __future__ import annotations

import asyncio
import contextlib
import time
from contextlib import aclosing
from typing import Protocol

from functions.gateway.dialects import Answer, Dialect
from functions.gateway.pipeline.event_stream import EventStream
from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.http_response import send_error, send_json
from portal.errors import PortalError
from portal.web.request_ids import request_id_of
from portal.web.types import Scope, Send

LAST_WORDS_SECONDS = 5.0
"""How long a client may take to accept an in-band error before it is left alone."""


class Reply(Protocol):
    """``has_begun``: the client has been sent a head. ``is_held_up``: it does not take what is sent."""

    @property
    def has_begun(self) -> bool: ...

    @property
    def is_held_up(self) -> bool: ...

    async def run(self) -> None:
        """Send the whole answer. Raises RouterFailure."""
        ...

    async def fail(self, error: PortalError) -> int:
        """Tell the client of ``error``, if it listens, and return the HTTP status that it saw."""
        ...

    def close(self) -> None: ...


class UnaryReply:
    """One JSON body, once the router has finished."""

    def __init__(self, dialect: Dialect, scope: Scope, send: Send, execution: Execution) -> None:
        self._dialect = dialect
        self._scope = scope
        self._send = send
        self._execution = execution
        self._has_begun = False

    @property
    def has_begun(self) -> bool:
        return self._has_begun

    @property
    def is_held_up(self) -> bool:
        return False

    async def run(self) -> None:
        execution = self._execution
        completion = await execution.completion()
        body = self._dialect.unary(answer_of(self._scope, execution), completion)
        windows = execution.admission.principal.windows
        self._has_begun = True
        await send_json(self._send, 200, body, self._dialect.limit_headers(windows, time.time()))

    async def fail(self, error: PortalError) -> int:
        windows = self._execution.admission.principal.windows
        return await send_error(self._scope, self._send, self._dialect, error, windows)

    def close(self) -> None:
        pass


class StreamReply(UnaryReply):
    """Server-sent events while the router speaks; an HTTP error as long as nothing has been sent."""

    def __init__(
        self, dialect: Dialect, scope: Scope, send: Send, execution: Execution, keep_alive_seconds: float
    ) -> None:
        super().__init__(dialect, scope, send, execution)
        self._frames = dialect.stream(answer_of(scope, execution))
        windows = execution.admission.principal.windows
        headers = dialect.limit_headers(windows, time.time())
        self._stream = EventStream(send, self._frames, headers, keep_alive_seconds)

    @property
    def has_begun(self) -> bool:
        return self._stream.started

    @property
    def is_held_up(self) -> bool:
        return self._stream.is_held_up

    async def run(self) -> None:
        execution, frames, stream = self._execution, self._frames, self._stream
        async with aclosing(execution.texts()) as texts:
            async for text in texts:
                await stream.write(frames.text(text))
        await stream.finish(frames.finish(execution.finish, execution.usage))

    async def fail(self, error: PortalError) -> int:
        if not self._stream.started:
            return await super().fail(error)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await self._stream.finish(self._frames.error(error))
        return 200

    def close(self) -> None:
        self._stream.close()


def answer_of(scope: Scope, execution: Execution) -> Answer:
    admission = execution.admission
    return Answer(
        request_id=request_id_of(scope),
        model=admission.model,
        pool=admission.pool,
        created=int(admission.admitted_at.timestamp()),
        prompt_tokens=admission.prompt_tokens,
        include_usage=admission.request.include_usage,
    )
