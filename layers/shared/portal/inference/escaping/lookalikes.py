"""What a character is read as in the name of a role: look-alikes, invisible characters, "#" and ":".

Sources: docs/protocols/model-families.md, "Look-alikes".
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections.abc import Collection
from typing import Final

HASHES: Final = "#\uff03\ufe5f\u266f\u2317\u22d5\u2d4c"
COLONS: Final = (
    ":\uff1a\ufe55\ufe13\ufe30\u2236\ua789\u02d0\u02f8\u0589\u05c3\u0703\u0704\u0903\u0a83\u1803\u1809\u16ec\u205a"
    "\ua4fd"
)
FILLERS: Final = "\u115f\u1160\u3164\uffa0"
"""Blank characters that count as letters for ``re``; all other blank and invisible ones do not."""

_LINE_BREAKS: Final = "\v\f\x1c-\x1e\x85\u2028\u2029"
_BRACKETS: Final = str.maketrans("\uff08\uff3b\uff5b\uff1c\uff09\uff3d\uff5d\uff1e", "([{<)]}>")
# Letters in brackets, circles and squares, and those of flags, which do not count as letters.
_ENCLOSED: Final = "\u249c-\u24e9\U0001f110-\U0001f189\U0001f1e6-\U0001f1ff"
_ENTITY_NAMES: Final = {
    "num": "#",
    "colon": ":",
    **dict.fromkeys(("nbsp", "ensp", "emsp", "thinsp", "ZeroWidthSpace", "NoBreak", "zwnj", "zwj"), " "),
    **dict.fromkeys(("shy", "lrm", "rlm", "Tab"), " "),
    **dict.fromkeys(("lpar", "lsqb", "lbrack"), "("),
    **dict.fromkeys(("rpar", "rsqb", "rbrack"), ")"),
    "lt": "<",
    "gt": ">",
    "ast": "*",
    "lowbar": " ",
    "NewLine": "\n",
}
_PLAIN: Final = re.compile(
    rf"[{HASHES[1:]}{COLONS[1:]}{FILLERS}{_LINE_BREAKS}{_ENCLOSED}{''.join(map(chr, _BRACKETS))}]"
    rf"|&(?:\#(?:[0-9]{{1,7}}|[xX][0-9a-fA-F]{{1,6}})|{'|'.join(_ENTITY_NAMES)});?"
)
_DIGITS: Final = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t"}

# Unicode confusables (UTS #39) and small capitals, without those that decompose to the letter.
CONFUSABLES: Final[dict[str, str]] = {
    "a": ("\u0251\u0391\u03b1\u0410\u0430\u13aa\u15c5\u1d00\u237a\u2c6d\ua4ee\uab7a\U000102a0\U00016f40"),
    "d": "\u0500\u0501\u13a0\u13e7\u146f\u15de\u15ea\u1d05\ua4d2\ua4d3\uab70\uabb7",
    "e": (
        "\u0395\u0415\u0435\u04bc\u04bd\u13ac\u1d07\u212e\u22ff\u2d39\ua4f0\uab32\uab7c"
        "\U00010286\U000118a6\U000118ae"
    ),
    "h": ("\u029c\u0397\u041d\u04ba\u04bb\u0540\u0570\u13bb\u13c2\u157c\u2c8e\ua4e7\uab8b\uab92\U000102cf"),
    "i": (
        "\u0131\u0196\u0269\u026a\u0399\u03b9\u0406\u0456\u04c0\u04cf\u13a5\u2373\ua646\ua647"
        "\ua7ae\uab75\U000118a3\U000118c3"
    ),
    "l": (
        "\u0196\u01c0\u029f\u0399\u0406\u04c0\u06f1\u13de\u14aa\u16c1\u2223\u23fd\u2502\u2c92"
        "\u2cd0\u2d4f\ua4e1\ua4f2\uabae\U0001028a\U00010309\U00010320\U0001041b\U00010526"
        "\U000118a3\U000118b2\U00016f16\U00016f28\U0001d22a"
    ),
    "m": "\u039c\u03fa\u041c\u13b7\u15f0\u16d6\u1d0d\u2c98\ua4df\uab87\U000102b0\U00010311",
    "n": "\u0274\u039d\u0548\u054c\u0578\u057c\u2c9a\ua4e0\U00010513",
    "o": (
        "\u039f\u03a3\u03bf\u03c2\u03c3\u041e\u043e\u0555\u0585\u06f5\u0966\u09e6\u0a66\u0ae6"
        "\u0b20\u0b66\u0be6\u0c66\u0ce6\u0d20\u0d66\u0e50\u0ed0\u101d\u1040\u10ff\u12d0\u1c82"
        "\u1cbf\u1d0f\u1d11\u2c9e\u2c9f\u2d54\u3007\ua4f3\uab3d\U00010292\U000102ab\U00010404"
        "\U0001042c\U000104c2\U000104ea\U00010516\U000114d0\U000118a8\U000118b5\U000118b7"
        "\U000118c8\U000118d7\U000118e0"
    ),
    "p": "\u03a1\u03c1\u0420\u0440\u13e2\u146d\u1d18\u2374\u2ca2\u2ca3\ua4d1\uabb2\U00010295",
    "r": (
        "\u01a6\u0280\u0413\u0433\u13a1\u13d2\u1587\u1d26\u2c84\u2c85\ua4e3\uab47\uab48\uab71"
        "\uab81\uaba2\U000104b4\U00016f35\U0001d216"
    ),
    "s": (
        "\u01bc\u01bd\u03a3\u03c2\u03c3\u1515\u0405\u0455\u054f\u13d5\u13da\ua4e2\ua731\uaba5\uabaa\U00010296\U00010420"
        "\U00010448\U000118a1\U000118c1\U00016f3a"
    ),
    "t": (
        "\u03a4\u0422\u13a2\u1d1b\u22a4\u27d9\u2ca6\ua4d4\uab72\U00010297\U000102b1\U00010315"
        "\U000118bc\U00016f0a\U0001f768"
    ),
    "u": (
        "\u01b2\u028b\u03a5\u03c5\u054d\u057d\u1200\u144c\u1d1c\u222a\u22c3\ua4f4\ua79e\ua79f"
        "\uab4e\uab52\U000104ce\U000104f6\U000118b8\U000118d8\U00016f42"
    ),
    "v": (
        "\u039d\u03bd\u0474\u0475\u06f7\u13d9\u142f\u1d20\u2228\u22c1\u2d38\ua4e6\ua6df\uaba9"
        "\U0001051d\U00011706\U000118a0\U000118c0\U00016f08\U0001d20d"
    ),
    "y": (
        "\u0194\u0263\u028f\u0393\u03a5\u03b3\u0423\u0443\u04ae\u04af\u10e7\u13a9\u13bd\u1ca7"
        "\u1d8c\u1efe\u1eff\u2ca8\ua4ec\uab5a\uab79\uab8d\U000102b2\U000118a4\U000118bc"
        "\U000118dc\U00016f43"
    ),
}
# The letter A of alphabets that do not decompose: circled and squared on black, flags.
_ALPHABETS: Final = (0x1F150, 0x1F170, 0x1F1E6)


def ascii_lookalikes(letter: str) -> str:
    """Return the ASCII characters that are read as the lower-case ``letter``."""
    return "".join(character for character in map(chr, range(128)) if letter in (letters_of(character) or ""))


def plain(text: str) -> str:
    """Return ``text``, at the same length, with ASCII for what reads as ``#``, ``:``, bracket or line break.

    An HTML entity becomes its character, padded with spaces; underscores and blank letters become spaces.
    """
    return _PLAIN.sub(_plain_form, text.replace("_", " "))


def _plain_form(found: re.Match[str]) -> str:
    return _plain_characters(found[0])


@functools.lru_cache(maxsize=4096)
def _plain_characters(found: str) -> str:
    if found[0] != "&":
        character = found
    elif found[1] == "#":
        number = found[2:].rstrip(";")
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        character = chr(code) if code <= sys.maxunicode else " "
    else:
        character = _ENTITY_NAMES[found[1:].rstrip(";")]
    if character in HASHES:
        character = "#"
    elif character in COLONS:
        character = ":"
    elif character in FILLERS:
        character = " "
    elif character.splitlines() == [""]:
        character = "\n"
    elif _PLAIN.fullmatch(character):
        character = character.translate(_BRACKETS)
        character = (letters_of(character) or character)[0]
    # Nothing comes between the beginning of a tag and its name.
    return character.rjust(len(found)) if character == "<" else character.ljust(len(found))


def reads_as(word: str, names: Collection[str]) -> bool:
    """Return whether the letters of ``word`` read as one of ``names``; all other characters are skipped."""
    read = [letters for letters in map(letters_of, word) if letters is not None]
    return any(
        all(letter in letters for letter, letters in zip(spelling, read, strict=True))
        for name in names
        for spelling in (name, name.replace("m", "rn"))
        if len(spelling) == len(read)
    )


@functools.lru_cache(maxsize=4096)
def letters_of(character: str) -> str | None:
    """Return the lower-case ASCII letters that ``character`` is read as; None if it is no letter or digit."""
    if character.isascii():
        lower = character.lower()
        return _DIGITS.get(lower, {"i": "il", "l": "il"}.get(lower, lower)) if lower.isalnum() else None
    for start in _ALPHABETS:
        if start <= ord(character) < start + 26:
            return chr(ord("a") + ord(character) - start)
    decomposed = unicodedata.normalize("NFKD", character)
    base = "".join(part for part in decomposed if part.isalnum() and part not in FILLERS)
    if not base:
        return None
    if base.isascii():
        return base.lower()
    forms = {base, base.lower(), base.upper()}
    return "".join(letter for letter, found in CONFUSABLES.items() if not forms.isdisjoint(found))
