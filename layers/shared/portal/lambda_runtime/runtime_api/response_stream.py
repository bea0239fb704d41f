"""One streamed response: a chunked POST on a connection of its own, with announced error trailers.

Source: docs/protocols/lambda-runtime.md, "Streamed response", "Errors after the first byte".
"""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import Mapping

from portal.lambda_runtime.runtime_api import http1
from portal.lambda_runtime.runtime_api.error_report import ErrorReport

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
    """Call ``open``, any number of ``write``, one ``end``, then ``wait_accepted`` and ``close``.

    If the Runtime API stops accepting the response (410, a broken pipe), that is logged once, ``done`` is
    set, and further writes are dropped, as are writes after the end. A write waits while the Runtime API
    does not read.
    """

    def __init__(self, address: str, path: str, headers: Mapping[str, str]) -> None:
        self.opened = False
        self.ended = False
        self.done = asyncio.Event()
        self._lost = False
        self._address = address
        self._path = path
        self._headers = {**_HEADERS, **headers}
        self._writer: asyncio.StreamWriter | None = None
        self._acceptance: asyncio.Task[None] | None = None

    async def open(self, prelude: bytes) -> None:
        """Send the request head and the prelude at once: API Gateway then sends its client the head."""
        if self._lost:
            return
        try:
            reader, self._writer = await http1.connect(self._address)
        except OSError as error:
            self._lose(f"no connection: {error}")
            return
        self._acceptance = asyncio.create_task(self._read_response(reader))
        self.opened = True
        head = http1.request_head(self._address, "POST", self._path, self._headers)
        await self._send(head, b"%x\r\n" % len(prelude), prelude, b"\r\n")

    async def write(self, data: bytes) -> None:
        if data and not self.ended:
            await self._send(b"%x\r\n" % len(data), data, b"\r\n")

    async def end(self, data: bytes = b"", report: ErrorReport | None = None) -> None:
        """Send the last bytes and the end, with ``report`` as its trailers if the response is incomplete."""
        if self.ended:
            return
        self.ended = True
        last = [b"%x\r\n" % len(data), data, b"\r\n"] if data else []
        trailers = b""
        if report is not None:
            error_type = report.type.encode("ascii", "replace")
            error_body = b64encode(report.body())
            trailers = b"%s: %s\r\n%s: %s\r\n" % (_ERROR_TYPE, error_type, _ERROR_BODY, error_body)
        await self._send(*last, b"0\r\n", trailers, b"\r\n")
        self.done.set()

    async def wait_accepted(self) -> None:
        """Wait until the Runtime API has accepted the complete response."""
        if self._acceptance is not None:
            await self._acceptance

    def close(self) -> None:
        """Abort the connection, dropping unsent bytes."""
        if self._writer is not None:
            self._writer.transport.abort()

    async def _send(self, *parts: bytes) -> None:
        if self._lost or self._writer is None:
            return
        try:
            # Not writelines: in CPython 3.12 and 3.13.0 it does not apply back-pressure.
            self._writer.write(b"".join(parts))
            await self._writer.drain()
        except ConnectionError as error:
            self._lose(str(error))

    async def _read_response(self, reader: asyncio.StreamReader) -> None:
        """Read the response to the POST: after its end, or earlier if the POST is rejected.

        Then close the connection, as the protocol requires after a stream.
        """
        try:
            response = await http1.read_response(reader)
        except OSError as error:
            self._lose(str(error))
            return
        if response.status != 202 or not self.ended:
            self._lose(f"the Runtime API returned status {response.status}: {response.body[:200]!r}")
        self.close()

    def _lose(self, reason: str) -> None:
        if not self._lost:
            self._lost = True
            self.done.set()
            log.warning("runtime.response_lost: %s", reason)
        if self._writer is not None:
            self._writer.transport.abort()
