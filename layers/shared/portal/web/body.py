"""Reads a request body up to a limit."""

from __future__ import annotations

from collections.abc import Mapping

from portal.errors import MalformedBody, RequestTooLarge
from portal.web.types import Receive


class ClientDisconnected(Exception):
    """The client closed the connection before it had its response."""


async def read_body(receive: Receive, headers: Mapping[str, str], limit: int) -> bytes:
    """Return the whole body, of at most ``limit`` bytes.

    Raises RequestTooLarge, ClientDisconnected, MalformedBody.
    A ``content-length`` over the limit is rejected before any of the body is read.
    """
    declared = headers.get("content-length")
    if declared is not None:
        if not declared.isdigit():
            raise MalformedBody("The content-length header is not a number.")
        if int(declared) > limit:
            raise _too_large(limit)
    message = await receive()
    body: bytes = message.get("body", b"")
    if message["type"] == "http.request" and not message.get("more_body", False) and len(body) <= limit:
        return body
    chunks: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)
        message = await receive()


def _too_large(limit: int) -> RequestTooLarge:
    return RequestTooLarge(
        f"The request body is larger than the limit of {limit:,} bytes.", hint="Send a shorter request."
    )
