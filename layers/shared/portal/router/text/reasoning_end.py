"""Finds the end of a reasoning span. Pure.

An end between two quotation marks is one that the reasoning writes about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from portal.router.text import harmony

End = str | re.Pattern[str]

_QUOTES: Final = frozenset("`\"'“”‘’«»")  # noqa: RUF001
_HARMONY_TOKENS: Final = ("<|end|>", "<|return|>", "<|call|>", "<|start|>", "<|channel|>")


def find_end(text: str, ends: Sequence[End], *, final: bool) -> int | None:
    """Return the position after the first of ``ends``, None without one. ``final``: no text follows."""
    found: tuple[int, int] | None = None
    for end in ends:
        span = _find(text, end, final=final)
        if span is not None and (found is None or span < found):
            found = span
    return None if found is None else found[1]


def undecided_from(text: str, ends: Sequence[End]) -> int:
    """Return where in ``text``, which has no end yet, the beginning of one stands; else its length.

    A quotation mark before it counts, because it tells whether the end is quoted.
    """
    first = len(text)
    for end in ends:
        for token in _tokens(end):
            start = text.find(token[0], max(0, len(text) - len(token)))
            while 0 <= start < first:
                if token.startswith(text[start:]):
                    first = start
                    break
                start = text.find(token[0], start + 1)
    return first - 1 if first and text[first - 1] in _QUOTES else first


def _find(text: str, end: End, *, final: bool) -> tuple[int, int] | None:
    position = 0
    while True:
        if isinstance(end, str):
            start = text.find(end, position)
            stop = start + len(end)
        else:
            match = end.search(text, position)
            start, stop = match.span() if match is not None else (-1, -1)
        if start < 0:
            return None
        if start == 0 or text[start - 1] not in _QUOTES:
            return start, stop
        # The end of a harmony message may be the header that follows it, of which no character is consumed.
        after = stop if stop > start else text.index(">", start) + 1
        if after == len(text) and not final:
            return None
        if text[after : after + 1] not in _QUOTES:
            return start, stop
        position = after


def _tokens(end: End) -> Sequence[str]:
    if isinstance(end, str):
        return (end,)
    return ("assistantfinal",) if end is harmony.UNMARKED_FINAL else _HARMONY_TOKENS
