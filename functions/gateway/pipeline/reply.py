"""The two replies to an admitted request, whole or streamed. Both can still report an error."""

from __future__ import annotations

import asyncio
import contextlib
import time
from contextlib import aclosing
from typing import Protocol

from functions.gateway.dialects import Dialect, ResponseContext, event_frames
from functions.gateway.pipeline.event_stream import EventStream
from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.http_response import send_error, send_json
from portal.errors import PortalError
from portal.web.request_ids import request_id_of
from portal.web.types import Scope, Send

IGNORED_TOOLS = "x-ignored-tools"
"""Names the tools of the request that no model was offered, since only their vendor runs them."""

ERROR_SECONDS = 5.0
"""How long sending an in-band error may take; a client that does not read gets no more."""


class Reply(Protocol):
    """``has_started``: the response head was sent. ``is_blocked``: the client does not read what is sent."""

    @property
    def has_started(self) -> bool: ...

    @property
    def is_blocked(self) -> bool: ...

    async def run(self) -> None:
        """Send the whole response. Raises RouterFailure, ModelOutputInvalid."""
        ...

    async def fail(self, error: PortalError) -> int:
        """Send ``error`` to the client if it is connected, and return the HTTP status of the response."""
        ...

    def close(self) -> None: ...


class UnaryReply:
    """One JSON body, sent when the router has finished."""

    def __init__(self, dialect: Dialect, scope: Scope, send: Send, execution: Execution) -> None:
        self._dialect = dialect
        self._scope = scope
        self._send = send
        self._execution = execution
        self._has_started = False

    @property
    def has_started(self) -> bool:
        return self._has_started

    @property
    def is_blocked(self) -> bool:
        # It is sent as the last step: a failure from then on means that the client did not take it.
        return self._has_started

    async def run(self) -> None:
        execution = self._execution
        completion = await execution.completion()
        body = self._dialect.unary(response_context(self._scope, execution), completion)
        self._has_started = True
        await send_json(self._send, 200, body, response_headers(self._dialect, execution))

    async def fail(self, error: PortalError) -> int:
        if self._has_started:
            return 200
        windows = self._execution.admission.principal.windows
        status = self._dialect.error_status(error)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ERROR_SECONDS):
                status = await send_error(self._scope, self._send, self._dialect, error, windows)
        return status

    def close(self) -> None:
        pass


class StreamReply(UnaryReply):
    """Server-sent events while the router generates; an HTTP error as long as nothing was sent."""

    def __init__(
        self, dialect: Dialect, scope: Scope, send: Send, execution: Execution, keep_alive_seconds: float
    ) -> None:
        super().__init__(dialect, scope, send, execution)
        self._frames = dialect.stream(response_context(scope, execution))
        headers = response_headers(dialect, execution)
        self._stream = EventStream(send, self._frames, headers, keep_alive_seconds)

    @property
    def has_started(self) -> bool:
        return self._stream.started

    @property
    def is_blocked(self) -> bool:
        return self._stream.is_blocked

    async def run(self) -> None:
        execution, frames, stream = self._execution, self._frames, self._stream
        async with aclosing(execution.batches()) as batches:
            async for events in batches:
                await stream.write(b"".join([event_frames(frames, event) for event in events]))
        await stream.finish(frames.finish(execution.finish, execution.usage))

    async def fail(self, error: PortalError) -> int:
        if not self._stream.started:
            return await super().fail(error)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ERROR_SECONDS):
                await self._stream.finish(self._frames.error(error))
        return 200

    def close(self) -> None:
        self._stream.close()


def response_headers(dialect: Dialect, execution: Execution) -> list[tuple[str, str]]:
    admission = execution.admission
    headers = dialect.limit_headers(admission.principal.windows, time.time())
    if admission.request.ignored_tools:
        headers.append((IGNORED_TOOLS, ", ".join(admission.request.ignored_tools)))
    return headers


def response_context(scope: Scope, execution: Execution) -> ResponseContext:
    admission = execution.admission
    return ResponseContext(
        request_id=request_id_of(scope),
        model=admission.model,
        pool=admission.pool,
        created=int(admission.admitted_at.timestamp()),
        prompt_tokens=admission.prompt_tokens,
        request=admission.request,
    )
