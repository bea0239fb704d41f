"""One ASGI request and its streamed answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection

from portal.lambda_runtime.faults import Fault
from portal.lambda_runtime.invocation import prelude, refusals
from portal.lambda_runtime.invocation.deadline import SHUTDOWN_SECONDS, Deadline
from portal.lambda_runtime.invocation.refusals import Refusal
from portal.lambda_runtime.invocation.response_stream import ResponseStream
from portal.web.types import ASGIApp, Message, Scope

log = logging.getLogger(__name__)

_BODILESS = frozenset((204, 304))

_OUT_OF_TIME = "Runtime.DeadlineExceeded"
_SHUTDOWN = "Runtime.Shutdown"
_REFUSALS = {_OUT_OF_TIME: refusals.out_of_time, _SHUTDOWN: refusals.shutting_down}


class HttpCycle:
    """``run`` returns when the app has, and the Runtime API has taken the answer."""

    def __init__(
        self, scope: Scope, body: bytes, response: ResponseStream, excluded: Collection[str]
    ) -> None:
        self._scope = scope
        self._body: bytes | None = body
        self._response = response
        self._excluded = excluded
        self._started = False
        self._complete = False
        self._bodiless = scope["method"] == "HEAD"

    async def run(self, app: ASGIApp, deadline: Deadline) -> None:
        """Never raises, but for its own cancellation: then the answer's end is told first."""
        running = asyncio.create_task(self._call(app))
        cut: Fault | None = None
        shutdown: asyncio.CancelledError | None = None
        try:
            await asyncio.wait({running}, timeout=_until(deadline.cancel_at))
        except asyncio.CancelledError as cancelled:
            cut, shutdown = Fault(_SHUTDOWN, "The environment is shutting down."), cancelled
            deadline = Deadline.after(SHUTDOWN_SECONDS, time.monotonic())
        if not running.done():
            cut = cut or Fault(_OUT_OF_TIME, "The request took longer than it may take.")
            log.error("runtime.request_cut: %s", cut.message)
            running.cancel()
            await asyncio.wait({running}, timeout=_until(deadline.close_at))
        try:
            async with asyncio.timeout(_until(deadline.ends_at)):
                failed = self._fault_of(running)
                await self._conclude(cut or failed)
        except TimeoutError:
            log.warning("runtime.answer_not_taken")
        finally:
            self._response.close()
        if shutdown is not None:
            raise shutdown

    async def _call(self, app: ASGIApp) -> None:
        await app(self._scope, self._receive, self._send)

    async def _receive(self) -> Message:
        """Hand out the body once, then say nothing until nobody is there to be answered.

        A client that goes away cannot be noticed here: Lambda does not tell. Returning ``http.disconnect``
        while the answer is being written would end every Starlette stream.
        """
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._response.over.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.start" and not self._started:
            self._started = True
            headers = [(bytes(name), bytes(value)) for name, value in message.get("headers", ())]
            await self._start(message["status"], headers)
        elif kind == "http.response.body" and self._started and not self._complete:
            data = b"" if self._bodiless else bytes(message.get("body", b""))
            if message.get("more_body", False):
                await self._response.write(data)
            else:
                self._complete = True
                await self._response.end(data)
        else:
            raise RuntimeError(f"the app sent {kind!r} out of turn")

    async def _start(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        try:
            head = self._prelude(status, headers)
        except prelude.HeadersRefused as error:
            log.error("runtime.headers_refused: %s", error)  # noqa: TRY400
            await self._refuse(refusals.headers_refused(headers))
            return
        self._bodiless = self._bodiless or status in _BODILESS
        await self._response.open(head)

    def _prelude(self, status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
        url = self._scope["aws.event"].get("version") == "2.0"
        return prelude.encode(status, headers, multi_value=not url, excluded=self._excluded)

    async def _refuse(self, refusal: Refusal) -> None:
        """Answer in the app's place; what it still sends goes nowhere."""
        await self._response.open(self._prelude(refusal.status, refusal.headers))
        await self._response.end(b"" if self._bodiless else refusal.body)

    def _fault_of(self, running: asyncio.Task[None]) -> Fault | None:
        """Return what a client's side may know of how the app failed: its kind, not its words.

        The trailer travels towards the client, and an exception's text may name a router or a key.
        """
        if not running.done():
            log.error("runtime.app_ignored_its_cancellation")
            return Fault("Function.Cancelled", "The app was cancelled.")
        if running.cancelled():
            log.error("runtime.app_cancelled")
            return Fault("Function.Cancelled", "The app was cancelled.")
        error = running.exception()
        if error is not None:
            log.error("runtime.app_raised", exc_info=error)
            return Fault(f"Function.{type(error).__name__}", "The app failed in the middle of its answer.")
        if not self._complete:
            log.error("runtime.answer_unfinished")
            return Fault("Function.AnswerUnfinished", "The app returned before its answer was whole.")
        return None

    async def _conclude(self, fault: Fault | None) -> None:
        if fault is not None and not self._response.ended:
            if self._response.opened:
                await self._response.end(fault=fault)
            else:
                await self._refuse(_REFUSALS.get(fault.type, refusals.crashed)())
        await self._response.settled()


def _until(moment: float) -> float:
    return max(0.0, moment - time.monotonic())
