"""One streamed answer: a chunked POST on a connection of its own, with announced error trailers."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import Mapping

from portal.lambda_runtime import wire
from portal.lambda_runtime.faults import Fault

log = logging.getLogger(__name__)

_ERROR_TYPE = b"Lambda-Runtime-Function-Error-Type"
_ERROR_BODY = b"Lambda-Runtime-Function-Error-Body"
_HEADERS = {
    "Content-Type": "application/vnd.awslambda.http-integration-response",
    "Lambda-Runtime-Function-Response-Mode": "streaming",
    "Transfer-Encoding": "chunked",
    "Trailer": f"{_ERROR_TYPE.decode()}, {_ERROR_BODY.decode()}",
}


class ResponseStream:
    """``open``, any number of ``write``, one ``end``, then ``settled`` and ``close``.

    Nobody taking the answer any more (410, a broken pipe) is no error here: it is logged once, sets
    ``over``, and what is still written goes nowhere; so does what is written after the end. Each write
    waits while the Runtime API does not read.
    """

    def __init__(self, address: str, path: str, headers: Mapping[str, str]) -> None:
        self.opened = False
        self.ended = False
        self.over = asyncio.Event()
        self._lost = False
        self._address = address
        self._path = path
        self._headers = {**_HEADERS, **headers}
        self._writer: asyncio.StreamWriter | None = None
        self._answer: asyncio.Task[None] | None = None

    async def open(self, prelude: bytes) -> None:
        """Send the head and the prelude, now: API Gateway then sends its client the status and headers."""
        if self._lost:
            return
        try:
            reader, self._writer = await wire.connect(self._address)
        except OSError as error:
            self._lose(f"no connection: {error}")
            return
        self._answer = asyncio.create_task(self._watch(reader))
        self.opened = True
        head = wire.head(self._address, "POST", self._path, self._headers)
        await self._send(head, b"%x\r\n" % len(prelude), prelude, b"\r\n")

    async def write(self, data: bytes) -> None:
        if data and not self.ended:
            await self._send(b"%x\r\n" % len(data), data, b"\r\n")

    async def end(self, data: bytes = b"", fault: Fault | None = None) -> None:
        """Send the last bytes and the end, with ``fault`` as its trailers if the answer is not whole."""
        if self.ended:
            return
        self.ended = True
        last = [b"%x\r\n" % len(data), data, b"\r\n"] if data else []
        trailers = b""
        if fault is not None:
            kind = fault.type.encode("ascii", "replace")
            trailers = b"%s: %s\r\n%s: %s\r\n" % (_ERROR_TYPE, kind, _ERROR_BODY, b64encode(fault.body()))
        await self._send(*last, b"0\r\n", trailers, b"\r\n")
        self.over.set()

    async def settled(self) -> None:
        """Wait until the Runtime API has taken the whole answer."""
        if self._answer is not None:
            await self._answer

    def close(self) -> None:
        """Let go of the connection, whatever is still unsent."""
        if self._writer is not None:
            self._writer.transport.abort()

    async def _send(self, *parts: bytes) -> None:
        if self._lost or self._writer is None:
            return
        try:
            # Not writelines: in CPython 3.12 and 3.13.0 it forgets to hold the writer back.
            self._writer.write(b"".join(parts))
            await self._writer.drain()
        except ConnectionError as error:
            self._lose(str(error))

    async def _watch(self, reader: asyncio.StreamReader) -> None:
        """Read the answer to our POST: it comes after the end, or early when we are not wanted.

        Then the connection is closed at once, as the protocol wants it after a stream.
        """
        try:
            answer = await wire.read_answer(reader)
        except OSError as error:
            self._lose(str(error))
            return
        if answer.status != 202 or not self.ended:
            self._lose(f"the Runtime API answered {answer.status}: {answer.body[:200]!r}")
        self.close()

    def _lose(self, reason: str) -> None:
        if not self._lost:
            self._lost = True
            self.over.set()
            log.warning("runtime.response_lost: %s", reason)
        if self._writer is not None:
            self._writer.transport.abort()
