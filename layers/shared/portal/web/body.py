"""Reads a request body up to a limit, and refuses a compressed one."""

from __future__ import annotations

from portal.errors import MalformedBody, RequestTooLarge, UnsupportedEncoding
from portal.web.types import RawHeaders, Receive


class ClientDisconnected(Exception):
    """The client closed the connection before it had its response."""


async def read_body(receive: Receive, headers: RawHeaders, limit: int) -> bytes:
    """Return the whole body, of at most ``limit`` bytes.

    Raises RequestTooLarge, ClientDisconnected, MalformedBody, UnsupportedEncoding.
    """
    check_body_headers(headers, limit)
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
            raise too_large(limit)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)
        message = await receive()


def check_body_headers(headers: RawHeaders, limit: int) -> None:
    """Refuse a body that its headers show to be too long or encoded, before any of it is read.

    Raises RequestTooLarge, MalformedBody, UnsupportedEncoding. Without content-length there may be a body:
    requests over HTTP/2 need not have one.
    """
    codings: set[bytes] = set()
    may_have_body = True
    for name, value in headers:
        if name == b"content-length":
            if not value.isdigit():
                raise MalformedBody("The content-length header is not a number.")
            if len(value) > _LENGTH_MAX_DIGITS or int(value) > limit:
                raise too_large(limit)
            may_have_body = int(value) > 0
        elif name in _CODING_HEADERS:
            codings |= {coding.strip().lower() for coding in value.split(b",")}
    refused = sorted(codings - _PLAIN)
    if refused and may_have_body:
        raise _unsupported(b", ".join(refused))


_LENGTH_MAX_DIGITS = 15
_CODING_HEADERS = frozenset({b"content-encoding", b"transfer-encoding"})
_PLAIN = frozenset({b"", b"identity", b"chunked"})


def _unsupported(codings: bytes) -> UnsupportedEncoding:
    return UnsupportedEncoding(
        f"The request body is encoded ({codings.decode('latin-1')[:100]}), which this API does not accept.",
        param="content-encoding",
        hint="Send the body as it is, without content-encoding.",
    )


def too_large(limit: int) -> RequestTooLarge:
    """Return the error for a body of more than ``limit`` bytes."""
    return RequestTooLarge(
        f"The request body is larger than the limit of {limit:,} bytes.", hint="Send a shorter request."
    )
