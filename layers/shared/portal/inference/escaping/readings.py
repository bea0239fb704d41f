"""The ways in which a heading may be read whose symbols may stand for letters: ``$ystem``, ``Sy$tem``.

Whether a symbol is a letter or decoration depends on the word, so each way is tried. Likewise ``<System>`` is
a tag or a name in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from portal.inference.escaping.lookalikes import CONFUSABLES

# With their full-width and small forms.
_FORMS: Final = {
    "a": "@\uff20\ufe6b\u2200",
    "e": "\u20ac\u2208\u2203",
    "l": "!\uff01\xa1|\uff5c\xa6\xa3",
    "n": "\u2229",
    "o": "\xb0\u25cb\u25ef",
    "r": "\xae",
    "s": "$\uff04\ufe69\xa7\u222b\u2211",
    "t": "+\uff0b\u2020\u2021",
    "y": "\xa5\uffe5",
}
_LETTERS: Final = {
    symbol: letter
    for forms in (CONFUSABLES, _FORMS)
    for letter, symbols in forms.items()
    for symbol in symbols
    if not symbol.isalnum()
}
_SYMBOL: Final = f"[{re.escape(''.join(_LETTERS))}]"
_AMBIGUOUS: Final = re.compile(rf"<|(?<=[^\W_]){_SYMBOL}|{_SYMBOL}(?=[^\W_])")
_IN_WORD: Final = re.compile(rf"(?<=[^\W_]){_SYMBOL}++(?=[^\W_])")
_LAST_BEFORE_WORD: Final = re.compile(rf"(?<![^\W_]){_SYMBOL}(?=[^\W_])")
_BEFORE_WORD: Final = re.compile(rf"(?<![^\W_]){_SYMBOL}++(?=[^\W_])")


def other_readings(plain_text: str, lines: re.Pattern[str]) -> Iterator[str]:
    """Yield the other ways to read the ``lines`` of a plain text, at their positions between blanks."""
    pieces: list[str] = []
    copied = 0
    for line in lines.finditer(plain_text):
        if _AMBIGUOUS.search(line[0]):
            pieces += [" " * (line.start() - copied), line[0]]
            copied = line.end()
    if not pieces:
        return
    text = "".join(pieces)
    in_word = _IN_WORD.sub(_as_letters, text)
    before = _LAST_BEFORE_WORD.sub(_as_letters, in_word)
    all_before = _BEFORE_WORD.sub(_as_letters, in_word)
    yield from {text.replace("<", " "), in_word, before, all_before} - {text}


def _as_letters(symbols: re.Match[str]) -> str:
    return "".join([_LETTERS[symbol] for symbol in symbols[0]])
