"""The prelude: status and headers as JSON, then eight NUL bytes, before the body. Pure.

Rules (API Gateway developer guide, "response-transfer-mode-lambda"): the keys are ``statusCode``,
``headers``, ``multiValueHeaders`` and ``cookies``; values in ``headers`` are strings; the delimiter lies
within the first 16 KB. Anything else is a 500 at the client.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

DELIMITER = b"\0" * 8
MAX_BYTES = 16_000
"""Delimiter included: 16 KB, with some room for whoever counts in thousands."""

_HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade")
)
"""They belong to one connection, and ours ends at the Runtime API (RFC 9110 7.6.1)."""

_BREAKS = ("\r", "\n", "\0")


class HeadersRefused(Exception):
    """The response's headers cannot be sent: too large, or with a line break in one."""


def encode(
    status: int,
    headers: Iterable[tuple[bytes, bytes]],
    *,
    multi_value: bool = True,
    excluded: Collection[str] = (),
) -> bytes:
    """Return the prelude with its delimiter. Raises HeadersRefused.

    ``multi_value`` False is for function URLs, which know no ``multiValueHeaders``: repeated headers are
    then joined, which means the same (RFC 9110 5.3). ``excluded`` are lower-case names to leave out.
    """
    pairs = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers]
    dropped = {*excluded, *_HOP_BY_HOP, *_named_by_connection(pairs)}
    cookies = []
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if any(character in name + value for character in _BREAKS):
            raise HeadersRefused(f"a line break in header {name!r}")
        if name in dropped:
            continue
        if name == "set-cookie":
            cookies.append(value)
        else:
            values.setdefault(name, []).append(value)
    document: dict[str, object] = {"statusCode": status}
    if multi_value:
        document["headers"] = {name: many[0] for name, many in values.items() if len(many) == 1}
        repeated = {name: many for name, many in values.items() if len(many) > 1}
        if repeated:
            document["multiValueHeaders"] = repeated
    else:
        document["headers"] = {name: ", ".join(many) for name, many in values.items()}
    if cookies:
        document["cookies"] = cookies
    encoded = json.dumps(document, separators=(",", ":")).encode() + DELIMITER
    if len(encoded) > MAX_BYTES:
        raise HeadersRefused(f"{len(encoded)} bytes of status and headers, {MAX_BYTES} are the most")
    return encoded


def _named_by_connection(pairs: Iterable[tuple[str, str]]) -> set[str]:
    return {
        token.strip().lower() for name, value in pairs if name == "connection" for token in value.split(",")
    }
