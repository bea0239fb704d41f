"""A local Lambda Runtime API: delivers events, accepts streamed responses, checks the protocol.

``violations`` lists what a runtime did against the protocol; a fixture fails a test where there are any.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import time
from collections.abc import Callable
from typing import Self

from tests.support.lambda_runtime import http1_server
from tests.support.lambda_runtime.invocation import ERROR_BODY, ERROR_TYPE, Invocation, ReportedError
from tests.support.servers.connections import Connections

ROOT = "/2018-06-01/runtime"


class RuntimeApiServer:
    """``concurrent`` behaves as on Managed Instances: concurrent events, calls in any order."""

    def __init__(self, *, concurrent: bool = False) -> None:
        self.concurrent = concurrent
        self.clock: Callable[[], float] = time.time
        """The wall clock of the runtime, by which its deadlines are given."""
        self.violations: list[str] = []
        self.polls: list[float] = []
        """When each ``next`` was called."""
        self.calls: list[str] = []
        """Method and path of every call, in order."""
        self.init_error: ReportedError | None = None
        self.restore_error: ReportedError | None = None
        self.reject_next: int | None = None
        """The status with which further calls of ``next`` are rejected; None: they are not."""
        self.restored = asyncio.Event()
        """Cleared while the snapshot is taken, set once it is restored."""
        self.restored.set()
        self._waiting: asyncio.Queue[Invocation] = asyncio.Queue()
        self._running: dict[str, Invocation] = {}
        self._numbers = itertools.count(1)
        self._polled = asyncio.Condition()
        self._connections = Connections(self._serve)

    async def __aenter__(self) -> Self:
        await self._connections.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connections.close()

    @property
    def address(self) -> str:
        return self._connections.address

    def invoke(
        self, event: object, *, deadline_seconds: float = 30.0, headers: dict[str, str] | None = None
    ) -> Invocation:
        """Queue an event; anything but bytes is sent as JSON."""
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        number = next(self._numbers)
        event_headers = {"Lambda-Runtime-Invocation-Id": f"delivery-{number}", **(headers or {})}
        invocation = Invocation(f"request-{number}", body, deadline_seconds, event_headers)
        invocation.reading.set()
        self._waiting.put_nowait(invocation)
        return invocation

    async def polled(self, count: int) -> None:
        """Wait until ``next`` has been called ``count`` times."""
        async with self._polled:
            await self._polled.wait_for(lambda: len(self.polls) >= count)

    async def polled_after(self, invocation: Invocation) -> float:
        """Wait for the call of ``next`` after ``invocation`` and return its time. Sequential events only."""
        taken_at = invocation.taken_at
        assert taken_at is not None
        async with self._polled:
            await self._polled.wait_for(lambda: self.polls[-1] > taken_at)
        return self.polls[-1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await http1_server.read_head(reader)
        self.calls.append(f"{request.method} {request.path.removeprefix(ROOT)}")
        await self._route(request, reader, writer)

    async def _route(
        self, request: http1_server.HttpRequest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        match request.path.removeprefix(ROOT).strip("/").split("/"):
            case ["invocation", "next"]:
                await self._next(reader, writer)
            case ["invocation", request_id, "response"]:
                await self._response(self._running[request_id], request, reader, writer)
            case ["invocation", request_id, "error"]:
                await self._error(self._running[request_id], request, reader, writer)
            case ["init", "error"]:
                self.init_error = await self._reported_error(request, reader, writer)
            case ["restore", "next"]:
                await self.restored.wait()
                writer.write(http1_server.encode_response(200))
            case ["restore", "error"]:
                self.restore_error = await self._reported_error(request, reader, writer)
            case _:
                self.violations.append(f"unknown call {request.path}")
                writer.write(http1_server.encode_response(404))

    async def _next(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        expected = [invocation for invocation in self._running.values() if not invocation.held]
        if not self.concurrent and not all(invocation.accepted for invocation in expected):
            self.violations.append("next was called before the last response was accepted")
        if self.reject_next is not None:
            writer.write(
                http1_server.encode_response(self.reject_next, body=b'{"errorType": "IllegalState"}')
            )
            return
        async with self._polled:
            self.polls.append(time.monotonic())
            self._polled.notify_all()
        disconnected = asyncio.create_task(reader.read(1))
        taken = asyncio.create_task(self._waiting.get())
        await asyncio.wait({disconnected, taken}, return_when=asyncio.FIRST_COMPLETED)
        disconnected.cancel()
        if not taken.done():
            taken.cancel()
            return
        invocation = taken.result()
        invocation.taken_at = time.monotonic()
        self._running[invocation.request_id] = invocation
        response_headers = {
            "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int((self.clock() + invocation.deadline_seconds) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-central-1:1:function:probe",
            "Content-Type": "application/json",
            **invocation.headers,
        }
        writer.write(http1_server.encode_response(200, response_headers, invocation.event))

    async def _response(
        self,
        invocation: Invocation,
        request: http1_server.HttpRequest,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._check_head(invocation, request)
        invocation.opened_at = time.monotonic()
        if invocation.reject is not None:
            body = b'{"errorType": "Rejected"}'
            writer.write(http1_server.encode_response(invocation.reject, {"Connection": "close"}, body))
            invocation.accepted = True
            self._end(invocation)
            return
        try:
            async for chunk in http1_server.read_body(reader, request):
                invocation.received += len(chunk)
                invocation.chunks.put_nowait(chunk)
                if invocation.drop_after is not None:
                    invocation.drop_after -= 1
                    if invocation.drop_after == 0:
                        invocation.accepted = True
                        writer.transport.abort()
                        return
                await invocation.reading.wait()
            if ERROR_TYPE in request.trailers:
                body = base64.b64decode(request.trailers[ERROR_BODY], validate=True)
                invocation.trailer = ReportedError(request.trailers[ERROR_TYPE], json.loads(body))
        finally:
            self._end(invocation)
        await asyncio.sleep(0.002)  # AWS's takes 0.3 to 1.5 ms
        invocation.accepted = True
        writer.write(http1_server.encode_response(202, body=b'{"status":"OK"}'))
        try:
            async with asyncio.timeout(2):
                if await reader.read(1):
                    self.violations.append("the response's connection was reused")
            invocation.closed_at = time.monotonic()
        except TimeoutError:
            self.violations.append("the response's connection was left open")

    def _check_head(self, invocation: Invocation, request: http1_server.HttpRequest) -> None:
        required = {
            "content-type": "application/vnd.awslambda.http-integration-response",
            "lambda-runtime-function-response-mode": "streaming",
            "transfer-encoding": "chunked",
            "lambda-runtime-invocation-id": invocation.headers["Lambda-Runtime-Invocation-Id"],
        }
        self.violations += [
            f"{name}: {request.headers.get(name)!r}"
            for name, value in required.items()
            if request.headers.get(name) != value
        ]
        announced = {name.strip().lower() for name in request.headers.get("trailer", "").split(",")}
        if announced != {ERROR_TYPE, ERROR_BODY}:
            self.violations.append(f"announced trailers: {announced}")
        if invocation.opened_at is not None or invocation.error is not None:
            self.violations.append("an event got two responses")

    async def _error(
        self,
        invocation: Invocation,
        request: http1_server.HttpRequest,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        if invocation.opened_at is not None:
            self.violations.append("/error after the start of the response")
        if (
            request.headers.get("lambda-runtime-invocation-id")
            != (invocation.headers["Lambda-Runtime-Invocation-Id"])
        ):
            self.violations.append("/error without its invocation id")
        invocation.error = await self._reported_error(request, reader, writer)
        invocation.accepted = True
        self._end(invocation)

    @staticmethod
    async def _reported_error(
        request: http1_server.HttpRequest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> ReportedError:
        body = b"".join([chunk async for chunk in http1_server.read_body(reader, request)])
        writer.write(http1_server.encode_response(202, body=b'{"status":"OK"}'))
        return ReportedError(request.headers[ERROR_TYPE], json.loads(body))

    @staticmethod
    def _end(invocation: Invocation) -> None:
        invocation.ended_at = time.monotonic()
        invocation.chunks.put_nowait(None)
        invocation.ended.set()
