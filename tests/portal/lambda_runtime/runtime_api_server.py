"""A local Lambda Runtime API: hands out events, takes streamed answers, and minds the protocol.

What the runtime does against the protocol is written down in ``violations``; a fixture holds it empty.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any, Self

from tests.portal.lambda_runtime import wire
from tests.support.connections import Connections

ROOT = "/2018-06-01/runtime"
ERROR_TYPE = "lambda-runtime-function-error-type"
ERROR_BODY = "lambda-runtime-function-error-body"


@dataclass
class Fault:
    """A reported error: its header and its JSON body."""

    type: str
    body: dict[str, Any]


@dataclass
class Invocation:
    """One event on its way. Times are ``time.monotonic`` seconds.

    ``chunks`` ends with None. ``refuse`` answers the POST with that status as soon as its head has come;
    ``drop_after`` cuts the connection after so many chunks. ``accepted`` says that nothing is owed any more.
    """

    request_id: str
    event: bytes
    deadline_seconds: float
    headers: dict[str, str]
    chunks: asyncio.Queue[bytes | None] = field(default_factory=asyncio.Queue)
    reading: asyncio.Event = field(default_factory=asyncio.Event)
    refuse: int | None = None
    drop_after: int | None = None
    taken_at: float | None = None
    opened_at: float | None = None
    ended_at: float | None = None
    received: int = 0
    fault: Fault | None = None
    trailer: Fault | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    closed_at: float | None = None
    held: bool = False
    accepted: bool = False

    def hold(self) -> None:
        """Do not read the answer until ``reading`` is set again."""
        self.reading.clear()
        self.held = True

    async def payload(self) -> bytes:
        """Return prelude and body once all has come."""
        await self.ended.wait()
        found = []
        while (chunk := self.chunks.get_nowait()) is not None:
            found.append(chunk)
        return b"".join(found)


class RuntimeApiServer:
    """``concurrent`` is Managed Instances' way: many events at a time, no order between the calls."""

    def __init__(self, *, concurrent: bool = False) -> None:
        self.concurrent = concurrent
        self.violations: list[str] = []
        self.polls: list[float] = []
        """When each ``next`` was asked."""
        self.calls: list[str] = []
        """Method and path of every call, in order."""
        self.init_fault: Fault | None = None
        self.restore_fault: Fault | None = None
        self.refuse_next: int | None = None
        """Set: events that are asked for from now on are refused with this status."""
        self.restored = asyncio.Event()
        """Cleared: the snapshot is being taken; set: restored from it."""
        self.restored.set()
        self._waiting: asyncio.Queue[Invocation] = asyncio.Queue()
        self._under_way: dict[str, Invocation] = {}
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
        told = {"Lambda-Runtime-Invocation-Id": f"delivery-{number}", **(headers or {})}
        invocation = Invocation(f"request-{number}", body, deadline_seconds, told)
        invocation.reading.set()
        self._waiting.put_nowait(invocation)
        return invocation

    async def polled(self, count: int) -> None:
        """Return when ``next`` has been asked ``count`` times."""
        async with self._polled:
            await self._polled.wait_for(lambda: len(self.polls) >= count)

    async def polled_after(self, invocation: Invocation) -> float:
        """Return when ``next`` was asked after ``invocation``, waiting for it. For one event at a time."""
        taken_at = invocation.taken_at
        assert taken_at is not None
        async with self._polled:
            await self._polled.wait_for(lambda: self.polls[-1] > taken_at)
        return self.polls[-1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await wire.read_head(reader)
        self.calls.append(f"{request.method} {request.path.removeprefix(ROOT)}")
        await self._route(request, reader, writer)

    async def _route(
        self, request: wire.Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        match request.path.removeprefix(ROOT).strip("/").split("/"):
            case ["invocation", "next"]:
                await self._next(reader, writer)
            case ["invocation", request_id, "response"]:
                await self._response(self._under_way[request_id], request, reader, writer)
            case ["invocation", request_id, "error"]:
                await self._error(self._under_way[request_id], request, reader, writer)
            case ["init", "error"]:
                self.init_fault = await self._fault(request, reader, writer)
            case ["restore", "next"]:
                await self.restored.wait()
                writer.write(wire.answer(200))
            case ["restore", "error"]:
                self.restore_fault = await self._fault(request, reader, writer)
            case _:
                self.violations.append(f"unknown call {request.path}")
                writer.write(wire.answer(404))

    async def _next(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        owed = [each for each in self._under_way.values() if not each.held]
        if not self.concurrent and not all(each.accepted for each in owed):
            self.violations.append("next was asked before the last answer was accepted")
        if self.refuse_next is not None:
            writer.write(wire.answer(self.refuse_next, body=b'{"errorType": "IllegalState"}'))
            return
        async with self._polled:
            self.polls.append(time.monotonic())
            self._polled.notify_all()
        gone = asyncio.create_task(reader.read(1))
        taken = asyncio.create_task(self._waiting.get())
        await asyncio.wait({gone, taken}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not taken.done():
            taken.cancel()
            return
        invocation = taken.result()
        invocation.taken_at = time.monotonic()
        self._under_way[invocation.request_id] = invocation
        told = {
            "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + invocation.deadline_seconds) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-central-1:1:function:probe",
            "Content-Type": "application/json",
            **invocation.headers,
        }
        writer.write(wire.answer(200, told, invocation.event))

    async def _response(
        self,
        invocation: Invocation,
        request: wire.Request,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._check_head(invocation, request)
        invocation.opened_at = time.monotonic()
        if invocation.refuse is not None:
            body = b'{"errorType": "Refused"}'
            writer.write(wire.answer(invocation.refuse, {"Connection": "close"}, body))
            invocation.accepted = True
            self._end(invocation)
            return
        try:
            async for chunk in wire.read_body(reader, request):
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
                invocation.trailer = Fault(request.trailers[ERROR_TYPE], json.loads(body))
        finally:
            self._end(invocation)
        await asyncio.sleep(0.002)  # AWS's takes 0.3 to 1.5 ms
        invocation.accepted = True
        writer.write(wire.answer(202, body=b'{"status":"OK"}'))
        try:
            async with asyncio.timeout(2):
                if await reader.read(1):
                    self.violations.append("the response's connection was used again")
            invocation.closed_at = time.monotonic()
        except TimeoutError:
            self.violations.append("the response's connection was left open")

    def _check_head(self, invocation: Invocation, request: wire.Request) -> None:
        wanted = {
            "content-type": "application/vnd.awslambda.http-integration-response",
            "lambda-runtime-function-response-mode": "streaming",
            "transfer-encoding": "chunked",
            "lambda-runtime-invocation-id": invocation.headers["Lambda-Runtime-Invocation-Id"],
        }
        self.violations += [
            f"{name}: {request.headers.get(name)!r}"
            for name, value in wanted.items()
            if request.headers.get(name) != value
        ]
        announced = {name.strip().lower() for name in request.headers.get("trailer", "").split(",")}
        if announced != {ERROR_TYPE, ERROR_BODY}:
            self.violations.append(f"announced trailers: {announced}")
        if invocation.opened_at is not None or invocation.fault is not None:
            self.violations.append("an event was answered twice")

    async def _error(
        self,
        invocation: Invocation,
        request: wire.Request,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        if invocation.opened_at is not None:
            self.violations.append("/error after the answer had begun")
        if (
            request.headers.get("lambda-runtime-invocation-id")
            != (invocation.headers["Lambda-Runtime-Invocation-Id"])
        ):
            self.violations.append("/error without its invocation id")
        invocation.fault = await self._fault(request, reader, writer)
        invocation.accepted = True
        self._end(invocation)

    @staticmethod
    async def _fault(
        request: wire.Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Fault:
        body = b"".join([chunk async for chunk in wire.read_body(reader, request)])
        writer.write(wire.answer(202, body=b'{"status":"OK"}'))
        return Fault(request.headers[ERROR_TYPE], json.loads(body))

    @staticmethod
    def _end(invocation: Invocation) -> None:
        invocation.ended_at = time.monotonic()
        invocation.chunks.put_nowait(None)
        invocation.ended.set()
