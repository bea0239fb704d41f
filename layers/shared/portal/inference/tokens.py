"""Estimating tokens where no router has counted them.

The rule, the same wherever an estimate is shown (``count_tokens``, ``message_start``, usage marked
``estimated``): a tokenizer of today's models has a token for most common words with the space before them, so
each word counts ¾ token and each of its letters 0.064, which makes a word of four letters one token and one
of twelve one and a half. What breaks words up counts extra: a capital inside a word, a run of digits, of
signs or of spaces, a line break. Characters beyond ASCII count by their script, from 0.17 for a Cyrillic
letter to 1.6 for an emoji. An estimate is never less than the number of words and of runs of digits.

It is within 15 % of o200k, the encoding of gpt-oss, on each kind of text in
``tests/support/tokens/texts.json``: prose of 16 languages, code, JSON, tool schemas, logs, diffs. It needs
no vocabulary; docs/decisions/gateway.md says why the gateway has no tokenizer.
"""

from __future__ import annotations

from typing import Final

_WORD, _LETTER, _CAMEL, _CAPITALS = 0.75, 0.064, 0.6, 0.35
_DIGITS, _DIGIT, _SPACED_DIGITS = 1.05, 0.19, 1.1
_SIGNS, _SIGN = 0.46, 0.21
_LINE, _GAP = 0.65, 0.2


def _class_of(byte: int) -> str:
    character = chr(byte)
    if byte >= 0x80 or character.isalpha():
        return "w"
    if character.isdigit():
        return "0"
    if character in "\r\n":
        return "\n"
    return " " if character in "\t " else "."


_CLASSES: Final = bytes(ord(_class_of(byte)) for byte in range(256))
"""Byte of UTF-8 → ``w`` in a word, ``0``, a line break, a space, or ``.`` for a sign."""

_CASES: Final = bytes(
    ord("u" if 65 <= byte <= 90 else "l" if 97 <= byte <= 122 else ".") for byte in range(256)
)

_SCRIPTS: Final = (
    # First bytes of UTF-8 up to, exclusively; script; tokens a character.
    (0xC4, 1.3),  # Latin-1: an accent within a word
    (0xCA, 1.6),  # Latin Extended
    (0xD0, 0.30),  # Greek
    (0xD3, 0.165),  # Cyrillic
    (0xE0, 0.25),  # Armenian, Hebrew, Arabic
    (0xE1, 0.22),  # Indic
    (0xE3, 0.95),  # South-East Asian, typographic signs and arrows
    (0xE4, 0.66),  # Japanese kana and punctuation
    (0xEA, 0.82),  # Chinese characters
    (0xEE, 0.53),  # Korean
    (0xF0, 0.8),  # private use, full-width forms
    (0xF5, 1.6),  # emoji, rare characters
)
_SCRIPT_OF: Final = bytes(
    next((number for number, (end, _) in enumerate(_SCRIPTS, start=1) if byte < end), 0)
    if byte >= 0xC2
    else 0
    for byte in range(256)
)
"""First byte of a character → number of its script from 1; 0: ASCII, or no first byte."""


def estimate_tokens(text: str) -> int:
    """Return the estimate; empty text has no tokens. It takes about 20 µs per KB."""
    if not text:
        return 0
    encoded = text.encode("utf-8", "surrogatepass")
    classes, cases = encoded.translate(_CLASSES), encoded.translate(_CASES)
    words, digit_runs, sign_runs = _runs(classes, b"w"), _runs(classes, b"0"), _runs(classes, b".")
    count = classes.count
    tokens = (
        _WORD * words
        + _LETTER * (cases.count(b"l") + cases.count(b"u"))
        + _CAMEL * cases.count(b"lu")
        + _CAPITALS * cases.count(b"uu")
        + _DIGITS * digit_runs
        + _DIGIT * count(b"0")
        + _SPACED_DIGITS * count(b" 0")
        + _SIGNS * sign_runs
        + _SIGN * count(b".")
        + _LINE * (count(b"\n") - count(b"\n\n"))
        + _GAP * count(b"  ")
    )
    if not text.isascii():
        scripts = encoded.translate(_SCRIPT_OF)
        tokens += sum(
            [weight * scripts.count(number) for number, (_, weight) in enumerate(_SCRIPTS, start=1)]
        )
    return max(round(tokens), words + digit_runs, 1)


def _runs(classes: bytes, kind: bytes) -> int:
    """Return the number of runs of one class."""
    before = [other for other in (b" ", b".", b"0", b"w", b"\n") if other != kind]
    return sum([classes.count(other + kind) for other in before]) + classes.startswith(kind)
