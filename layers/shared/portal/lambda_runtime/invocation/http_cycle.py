"""Runs one ASGI request and streams its response."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection

from portal.lambda_runtime.invocation import error_responses, prelude
from portal.lambda_runtime.invocation.deadline import SHUTDOWN_SECONDS, InvocationDeadline
from portal.lambda_runtime.invocation.error_responses import RuntimeErrorResponse
from portal.lambda_runtime.runtime_api.error_report import ErrorReport
from portal.lambda_runtime.runtime_api.response_stream import ResponseStream
from portal.web.types import ASGIApp, Message, Scope

log = logging.getLogger(__name__)

_BODILESS = frozenset((204, 304))

_DEADLINE_EXCEEDED = "Runtime.DeadlineExceeded"
_SHUTDOWN = "Runtime.Shutdown"
_ERROR_RESPONSES = {
    _DEADLINE_EXCEEDED: error_responses.deadline_exceeded,
    _SHUTDOWN: error_responses.shutting_down,
}


class HttpCycle:
    """One request and its response, from the app's first call to the acceptance by the Runtime API."""

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

    async def run(self, app: ASGIApp, deadline: InvocationDeadline) -> None:
        """Return when the app has returned and the response is accepted.

        Raises only its own cancellation, after it has ended the response.
        """
        running = asyncio.create_task(self._call(app))
        cancellation: ErrorReport | None = None
        shutdown: asyncio.CancelledError | None = None
        try:
            await asyncio.wait({running}, timeout=_until(deadline.cancel_at))
        except asyncio.CancelledError as cancelled:
            cancellation = ErrorReport(_SHUTDOWN, "The environment is shutting down.")
            shutdown = cancelled
            deadline = InvocationDeadline.after(SHUTDOWN_SECONDS, time.monotonic())
        if not running.done():
            cancellation = cancellation or ErrorReport(
                _DEADLINE_EXCEEDED, "The request exceeded its time limit."
            )
            log.error("runtime.request_cancelled: %s", cancellation.message)
            running.cancel()
            await asyncio.wait({running}, timeout=_until(deadline.close_at))
        try:
            async with asyncio.timeout(_until(deadline.ends_at)):
                failure = self._app_failure(running)
                await self._conclude(cancellation or failure)
        except TimeoutError:
            log.warning("runtime.response_not_accepted")
        finally:
            self._response.close()
        if shutdown is not None:
            raise shutdown

    async def _call(self, app: ASGIApp) -> None:
        await app(self._scope, self._receive, self._send)

    async def _receive(self) -> Message:
        """Return the body once, then wait until the response is done.

        Lambda does not report client disconnects. Returning ``http.disconnect`` while the response is being
        written would end every Starlette stream (docs/protocols/lambda-runtime.md, "Client disconnects").
        """
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._response.done.wait()
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
            raise RuntimeError(f"the app sent an unexpected {kind!r}")

    async def _start(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        try:
            head = self._prelude(status, headers)
        except prelude.InvalidHeaders as error:
            log.error("runtime.headers_rejected: %s", error)  # noqa: TRY400
            await self._send_error(error_responses.invalid_headers(headers))
            return
        self._bodiless = self._bodiless or status in _BODILESS
        await self._response.open(head)

    def _prelude(self, status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
        is_function_url = self._scope["aws.event"].get("version") == "2.0"
        return prelude.encode(status, headers, multi_value=not is_function_url, excluded=self._excluded)

    async def _send_error(self, error: RuntimeErrorResponse) -> None:
        """Send ``error`` instead of the app's response; what the app sends later is dropped."""
        await self._response.open(self._prelude(error.status, error.headers))
        await self._response.end(b"" if self._bodiless else error.body)

    def _app_failure(self, running: asyncio.Task[None]) -> ErrorReport | None:
        """Return a report of the app's failure, None without one.

        It has the exception's class but not its text: the trailer is sent towards the client, and the text
        may contain a router's address or a key.
        """
        if not running.done():
            log.error("runtime.cancellation_ignored")
            return ErrorReport("Function.Cancelled", "The app was cancelled.")
        if running.cancelled():
            log.error("runtime.app_cancelled")
            return ErrorReport("Function.Cancelled", "The app was cancelled.")
        error = running.exception()
        if error is not None:
            log.error("runtime.app_raised", exc_info=error)
            return ErrorReport(
                f"Function.{type(error).__name__}", "The app failed in the middle of its response."
            )
        if not self._complete:
            log.error("runtime.response_incomplete")
            return ErrorReport(
                "Function.ResponseIncomplete", "The app returned before its response was complete."
            )
        return None

    async def _conclude(self, failure: ErrorReport | None) -> None:
        if failure is not None and not self._response.ended:
            if self._response.opened:
                await self._response.end(report=failure)
            else:
                await self._send_error(_ERROR_RESPONSES.get(failure.type, error_responses.internal_error)())
        await self._response.wait_accepted()


def _until(when: float) -> float:
    return max(0.0, when - time.monotonic())
