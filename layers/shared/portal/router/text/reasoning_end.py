"""Finds the end of a reasoning span. Pure.

An end between two quotation marks is one that the reasoning writes about, unless the first of them closes a
quotation before it: ``say "Hi"</think>"Hi"``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from portal.router.text import harmony

End = str | re.Pattern[str]

_QUOTES: Final = frozenset("`\"'“”‘’«»")  # noqa: RUF001
# What a quotation ends with. A single letter before a mark is a prefix in code, as in f"…".
_QUOTED_END: Final = re.compile(r"(?:[A-Za-z0-9]{2}|[.!?…])\Z")
_QUOTED_END_CHARACTERS: Final = 2
_HEADERS: Final = re.compile(r"(?:<\|\w{1,16}\|>[\w.= ]{0,32}){1,6}")
"""Harmony's tokens in a row, with the words between them: they are quoted together."""
_TOKEN_AT_END: Final = re.compile(r"<(?:\|\w{0,16}\|?)?\Z")
_QUOTED_HEADERS_AT_END: Final = re.compile(
    rf"[{''.join(_QUOTES)}]{_HEADERS.pattern}(?:{_TOKEN_AT_END.pattern})?\Z"
)
_LONGEST_HEADERS: Final = 400
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
    """Return where in ``text``, which has no end yet, that may begin which decides about one.

    To the beginning of an end belong a quotation mark before it, and what that may close.
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
    if harmony.END in ends:
        headers = _QUOTED_HEADERS_AT_END.search(text, max(0, len(text) - _LONGEST_HEADERS))
        first = first if headers is None else min(first, headers.start() + 1)
    return max(0, first - 1 - _QUOTED_END_CHARACTERS)


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
        if not _is_opened_quote(text, start - 1):
            return start, stop
        after = stop
        if end is harmony.END:
            headers = _HEADERS.match(text, start)
            after = stop if headers is None else headers.end()
        if not final and (after == len(text) or (end is harmony.END and _TOKEN_AT_END.match(text, after))):
            return None
        if text[after : after + 1] not in _QUOTES:
            return start, stop
        position = after


def _is_opened_quote(text: str, position: int) -> bool:
    """Return whether a quotation mark stands at ``position`` and may open a quotation."""
    if position < 0 or text[position] not in _QUOTES:
        return False
    return _QUOTED_END.search(text, max(0, position - _QUOTED_END_CHARACTERS), position) is None


def _tokens(end: End) -> Sequence[str]:
    if isinstance(end, str):
        return (end,)
    return ("assistantfinal",) if end is harmony.UNMARKED_FINAL else _HARMONY_TOKENS
