"""Breaks up the control tokens of a model's family, so that they reach it as text.

A space goes after the first character: ``<|im_start|>`` → ``< |im_start|>``. Nothing is removed, so what
stands around a token cannot become another one; and no token holds a space (``ModelFamily``).
"""

from __future__ import annotations

import functools
import re
from typing import Final

from portal.inference.escaping.pauses import SLICE_CHARACTERS, Pauses
from portal.inference.model_families import ModelFamily

_WITH_SPACE: Final = r"\g<0> "
_FIRST_CHARACTER: Final = re.compile(r"[<\[]")


async def break_control_tokens(text: str, family: ModelFamily, pauses: Pauses) -> str:
    """Return ``text`` with a space in each control token of ``family``."""
    if "<" not in text and "[" not in text:
        return text  # as most prose: every token starts with one of them
    pattern = _token_start(family)
    if len(text) <= SLICE_CHARACTERS:
        return pattern.sub(_WITH_SPACE, text)
    pieces: list[str] = []
    start = 0
    while start < len(text):
        # No token has its first character anywhere else, so a cut before one cuts no token.
        cut = _FIRST_CHARACTER.search(text, start + SLICE_CHARACTERS)
        end = len(text) if cut is None else cut.start()
        pieces.append(pattern.sub(_WITH_SPACE, text[start:end]))
        await pauses.after(end - start)
        start = end
    return "".join(pieces)


@functools.lru_cache(maxsize=16)
def _token_start(family: ModelFamily) -> re.Pattern[str]:
    by_start: dict[str, list[str]] = {}
    for token in family.control_tokens:
        by_start.setdefault(token[0], []).append(re.escape(token[1:]))
    return re.compile(
        "|".join(rf"{re.escape(first)}(?={'|'.join(rest)})" for first, rest in by_start.items())
    )
