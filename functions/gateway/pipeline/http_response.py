"""Sending responses: JSON bodies, errors in the route's dialect, and the headers that both share."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence

from functions.gateway.dialects import Dialect
from portal.errors import MethodNotAllowed, NotAuthenticated, PortalError, UnsupportedEncoding
from portal.limits import Window
from portal.web.request_ids import request_id_of
from portal.web.types import RawHeaders, Scope, Send

MAX_RETRY_AFTER_SECONDS = 60.0
"""SDKs sleep for any delay that they get (docs/protocols/anthropic.md, "Retries"), so it is bounded."""


def raw(headers: Iterable[tuple[str, str]]) -> RawHeaders:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


async def send_json(send: Send, status: int, body: bytes, headers: Iterable[tuple[str, str]] = ()) -> None:
    """Send ``body`` as one JSON response that no cache stores."""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
                (b"cache-control", b"no-store"),
                *raw(headers),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def send_error(
    scope: Scope, send: Send, dialect: Dialect, error: PortalError, windows: Sequence[Window] = ()
) -> int:
    """Send ``error`` in ``dialect`` and return the HTTP status of the response."""
    status = dialect.error_status(error)
    headers = dialect.limit_headers(error.windows or windows, time.time())
    headers += retry_headers(error)
    if isinstance(error, NotAuthenticated):
        headers.append(("www-authenticate", "Bearer"))
    if isinstance(error, MethodNotAllowed):
        headers.append(("allow", ", ".join(error.allow)))
    if isinstance(error, UnsupportedEncoding):
        headers.append(("accept-encoding", "identity"))
    await send_json(send, status, dialect.error(error, request_id_of(scope)), headers)
    return status


def retry_headers(error: PortalError) -> list[tuple[str, str]]:
    """Return those of ``x-should-retry``, ``retry-after`` and ``retry-after-ms`` that the error sets."""
    headers: list[tuple[str, str]] = []
    if error.should_retry is not None:
        headers.append(("x-should-retry", "true" if error.should_retry else "false"))
    if error.retry_after is not None:
        seconds = min(max(error.retry_after, 0.001), MAX_RETRY_AFTER_SECONDS)
        headers.append(("retry-after", str(math.ceil(seconds))))
        headers.append(("retry-after-ms", str(math.ceil(seconds * 1000))))
    return headers
