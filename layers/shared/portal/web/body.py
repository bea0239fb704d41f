"""Reading a request body within a limit."""

from __future__ import annotations

from collections.abc import Mapping

from portal.errors import MalformedBody, RequestTooLarge
from portal.web.types import Receive


class ClientGone(Exception):
    """The client closed the connection; nobody is left to answer."""


async def read_body(receive: Receive, headers: Mapping[str, str], limit: int) -> bytes:
    """Return the whole body. Raises RequestTooLarge beyond ``limit`` bytes, ClientGone, MalformedBody.

    A declared ``content-length`` over the limit is refused before a byte of the body is read.
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
            raise ClientGone
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
