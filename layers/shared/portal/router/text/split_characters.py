"""Joins characters that a router has split over two texts. Pure and incremental.

A router may cut an emoji into two UTF-16 surrogates, each escaped in the JSON of its own frame, or into bytes
of UTF-8 (``frame_json`` says how those arrive here). What it has replaced by U+FFFD itself is lost.
"""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BYTES = re.compile("[\udc80-\udcff]+")
_REPLACEMENT = "\ufffd"


class SplitCharacters:
    """Returns texts in which every character is whole; a part without its counterpart becomes U+FFFD."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, text: str) -> str:
        if not self._held and (text.isascii() or _SURROGATE.search(text) is None):
            return text
        text = _BYTES.sub(_decoded, _PAIR.sub(_joined, self._held + text))
        held = _held_from(text)
        self._held = text[held:]
        return _SURROGATE.sub(_REPLACEMENT, text[:held])

    def finish(self) -> str:
        """Return U+FFFD if a part of a character is still held back."""
        held, self._held = self._held, ""
        return _REPLACEMENT if held else ""


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _decoded(escaped: re.Match[str]) -> str:
    """Return the characters of a run of bytes; those of an incomplete one at its end stay bytes."""
    return escaped[0].encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _held_from(text: str) -> int:
    """Return where the part of a character at the end of ``text`` starts; its length if there is none."""
    if text and "\ud800" <= text[-1] <= "\udbff":
        return len(text) - 1
    start = len(text)
    while start and "\udc80" <= text[start - 1] <= "\udcff" and len(text) - start < 3:
        start -= 1
        if text[start] >= "\udcc2":
            # The first byte of a character of two to four bytes.
            return start
    return len(text)
