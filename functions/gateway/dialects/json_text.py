"""Text as JSON that is safe in the one data line of a server-sent event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

_LINE_BREAKS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
"""Legal unescaped in JSON, but a client that splits a stream with ``str.splitlines`` would split a frame."""

_REPLACEMENT = "\ufffd"


def encode_text(text: str) -> bytes:
    """Return ``text`` as a JSON string. A lone surrogate, which UTF-8 cannot encode, becomes U+FFFD."""
    try:
        encoded = orjson.dumps(text)
    except orjson.JSONEncodeError:
        encoded = orjson.dumps(well_formed(text))
    return encoded if text.isascii() else _without_line_breaks(encoded)


def encode_json(value: Mapping[str, Any]) -> bytes:
    """Return ``value`` as JSON. Its texts have no lone surrogates."""
    encoded = orjson.dumps(value)
    return encoded if encoded.isascii() else _without_line_breaks(encoded)


def _without_line_breaks(encoded: bytes) -> bytes:
    for raw, escaped in _LINE_BREAKS:
        encoded = encoded.replace(raw, escaped)
    return encoded


def well_formed(text: str) -> str:
    """Return ``text`` with surrogate pairs joined and lone surrogates replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class TextPieces:
    """Encodes one text piece by piece.

    A router may split an emoji into two escaped surrogates in two pieces. The first one is held back until
    the second arrives, so that a stream has the same text as a unary response.
    """

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held = ""

    def encode(self, piece: str) -> bytes:
        if self._held:
            piece, self._held = self._held + piece, ""
        if piece and "\ud800" <= piece[-1] <= "\udbff":
            piece, self._held = piece[:-1], piece[-1]
        return encode_text(piece)

    def flush(self) -> str:
        """Return U+FFFD if half an emoji is still held back, else nothing. It ends the text."""
        held, self._held = self._held, ""
        return _REPLACEMENT if held else ""
