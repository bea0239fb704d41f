"""Bodies of the published policy: JSON in one canonical form, hashed, and compressed with gzip."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

MAX_BODY_BYTES = 300_000
"""Compressed. An item of the table holds 400 KB (docs/protocols/dynamodb.md)."""

MAX_CONTENT_BYTES = 16_000_000
"""Uncompressed: what a reader expands at most."""

_GZIP = 16 + zlib.MAX_WBITS


class UnreadableBody(ValueError):
    """A body is too large, damaged, or not what its hash says."""


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the same bytes for equal documents."""
    return json.dumps(document, separators=(",", ":"), sort_keys=True).encode()


def content_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def compress(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6, mtime=0)


def expand(body: bytes, expected_hash: str | None) -> bytes:
    """Return the content of a body, whatever its hash with None. Raises UnreadableBody."""
    if len(body) > MAX_BODY_BYTES:
        raise UnreadableBody(f"the body has {len(body)} bytes")
    expander = zlib.decompressobj(_GZIP)
    try:
        content = expander.decompress(body, MAX_CONTENT_BYTES)
    except zlib.error as error:
        raise UnreadableBody("the body is not gzip") from error
    if not expander.eof or expected_hash not in {None, content_hash(content)}:
        raise UnreadableBody("the body is not the one that the head names")
    return content
