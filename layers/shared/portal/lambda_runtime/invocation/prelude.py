"""Encodes the prelude: status and headers as JSON, then eight NUL bytes, before the body. Pure.

Source: docs/protocols/lambda-runtime.md, "Prelude".
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

DELIMITER = b"\0" * 8
MAX_BYTES = 16_000
"""Including the delimiter. The limit is 16 KB; 16,000 also holds where that means thousands."""

_HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade")
)
"""Headers of one connection, which ends at the Runtime API (RFC 9110 7.6.1)."""

_FORBIDDEN = ("\r", "\n", "\0")


class InvalidHeaders(Exception):
    """The response headers cannot be sent: too large, or with a line break."""


def encode(
    status: int,
    headers: Iterable[tuple[bytes, bytes]],
    *,
    multi_value: bool = True,
    excluded: Collection[str] = (),
) -> bytes:
    """Return the prelude with its delimiter. Raises InvalidHeaders.

    ``multi_value`` False is for function URLs, which have no ``multiValueHeaders``: repeated headers are
    joined, which is equivalent (RFC 9110 5.3). ``excluded`` are lower-case names of headers to omit.
    """
    pairs = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers]
    dropped = {*excluded, *_HOP_BY_HOP, *_named_by_connection(pairs)}
    cookies = []
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if any(character in name + value for character in _FORBIDDEN):
            raise InvalidHeaders(f"a line break in header {name!r}")
        if name in dropped:
            continue
        if name == "set-cookie":
            cookies.append(value)
        else:
            values.setdefault(name, []).append(value)
    document: dict[str, object] = {"statusCode": status}
    if multi_value:
        document["headers"] = {name: items[0] for name, items in values.items() if len(items) == 1}
        repeated = {name: items for name, items in values.items() if len(items) > 1}
        if repeated:
            document["multiValueHeaders"] = repeated
    else:
        document["headers"] = {name: ", ".join(items) for name, items in values.items()}
    if cookies:
        document["cookies"] = cookies
    encoded = json.dumps(document, separators=(",", ":")).encode() + DELIMITER
    if len(encoded) > MAX_BYTES:
        raise InvalidHeaders(f"{len(encoded)} bytes of status and headers, more than {MAX_BYTES}")
    return encoded


def _named_by_connection(pairs: Iterable[tuple[str, str]]) -> set[str]:
    return {
        token.strip().lower() for name, value in pairs if name == "connection" for token in value.split(",")
    }
