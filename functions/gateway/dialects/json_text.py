"""Text as JSON, safe to put on a server-sent event's one line."""

from __future__ import annotations

import orjson

_LINE_BREAKS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
"""Legal unescaped in JSON, but clients that cut a stream with ``str.splitlines`` break a frame here."""

_REPLACEMENT = "\ufffd"


def encode_text(text: str) -> bytes:
    """Return ``text`` as a JSON string. A lone surrogate, which no encoding can carry, becomes U+FFFD."""
    try:
        encoded = orjson.dumps(text)
    except orjson.JSONEncodeError:
        encoded = orjson.dumps(well_formed(text))
    if text.isascii():
        return encoded
    for raw, escaped in _LINE_BREAKS:
        encoded = encoded.replace(raw, escaped)
    return encoded


def well_formed(text: str) -> str:
    """Return ``text`` with surrogate pairs joined and lone surrogates replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class TextPieces:
    """The pieces of one text, encoded as they come.

    A router may cut an emoji into two escaped surrogates and send each in its own piece: the first is held
    back until the second is there, so that a stream shows the same text as a whole answer.
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

    def rest(self) -> str:
        """Return what stands for a half that never got its other half; call it after the last piece."""
        return _REPLACEMENT if self._held else ""
