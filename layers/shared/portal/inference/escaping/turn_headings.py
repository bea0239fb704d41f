"""Marks what a model would read as the heading of another message.

``### User:`` stands above a message, ``### User (alice):`` above one with a name. In the text of a message, a
line that would be read as such a heading gets a backslash before the role's name: ``### \\User:``. So it
stays a heading in Markdown and a comment in code, and the rest of the line is untouched.

Read as a heading is, whatever stands before it (indents, quotes, list markers, HTML tags), whatever blank,
invisible or Markdown characters stand in between, and in whichever look-alikes, symbols or HTML entities it
is spelled:

- two or more ``#``, a role's name, an optional name in brackets, and a colon; text may follow
- three or more ``#`` and a role's name, alone on the line
- a role's name and a colon, alone on the line above a line of ``===`` or ``---``

A single ``#`` is a comment in code or the title of a text, and stays.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from portal.inference.escaping.lookalikes import COLONS, FILLERS, HASHES, ascii_lookalikes, plain, reads_as
from portal.inference.escaping.pauses import SLICE_CHARACTERS, Pauses
from portal.inference.escaping.readings import other_readings

ROLE_NAMES: Final = ("system", "developer", "user", "human", "assistant")
"""The names that are guarded: those of our headings, and what models call the same roles."""

_MARK: Final = "\\"

# All repetitions are possessive or bounded, so the time is linear. The backslash ends every gap, because it
# marks a heading that is none.
_HASH_PAIR: Final = re.compile(rf"[{HASHES}](?:[^\w{HASHES}]++|[_{FILLERS}]++)*+[{HASHES}]|&(?:\#|num)")
_UNDERLINE: Final = re.compile(rf"[{COLONS}][^\w{COLONS}=\-]*+(?:==|--)")
_ASCII_MARKS: Final = ("#", "&", "==", "--")
"""What ``_HASH_PAIR`` and ``_UNDERLINE`` cannot match without, in a text of ASCII."""
_BREAK: Final = re.compile(r"[\n\r\x85\u2028\u2029]")
_IN_WORD: Final = r"[^\w\n\r#:\\]*+"
_TAG: Final = r"<[/!?]?[A-Za-z\-][^<>\n]{0,60}+>"
_GAP: Final = rf"(?:[^\w\n\r#:\\<]++|{_TAG}|<)*+"
_GAP_OR_HASHES: Final = rf"(?:[^\w\n\r:\\<]++|{_TAG}|<)*+"
_LINE_START: Final = rf"[\n\r]{_GAP}(?:(?:[0-9]{{1,9}}+|[A-Za-z])[.)\]]{_GAP}){{0,3}}+"
_HASHED_LINE: Final = re.compile(rf"{_LINE_START}#{_GAP}#[^\n\r]*+")


async def mark_turn_headings(text: str, pauses: Pauses) -> str:
    """Return ``text`` with a backslash in each line that would be read as a heading."""
    if text.isascii() and not any(mark in text for mark in _ASCII_MARKS):
        return text  # as most prose
    pieces: list[str] = []
    copied = start = 0
    while start < len(text):
        end, visible_end = _slice(text, start)
        for position in _role_positions(text, start, end, visible_end):
            pieces.append(text[copied:position])
            copied = position
        await pauses.after(end - start)
        start = end
    return _MARK.join([*pieces, text[copied:]]) if pieces else text


def _slice(text: str, start: int) -> tuple[int, int]:
    """Return the end of the slice from ``start``, and the end of what a heading that starts in it may need.

    A slice ends with a line, or within one that is longer than a slice; then the rest counts as a line.
    """
    end = _next_break(text, start + SLICE_CHARACTERS)
    # A heading may need the line after it.
    return end, _next_break(text, _next_break(text, end + 1) + 1)


def _next_break(text: str, position: int) -> int:
    """Return the position of the next line break, but at most one slice further."""
    limit = min(position + SLICE_CHARACTERS, len(text))
    found = _BREAK.search(text, position, limit)
    return limit if found is None else found.start()


def _role_positions(text: str, start: int, end: int, visible_end: int) -> Iterator[int]:
    """Yield the position of the role's name in each heading that starts in the slice."""
    if _HASH_PAIR.search(text, start, visible_end) or _UNDERLINE.search(text, start, visible_end):
        plain_text = "\n" + plain(text[start:visible_end])
        found: list[int] = []
        for reading in (plain_text, *other_readings(plain_text, _HASHED_LINE)):
            # The pattern starts with a line break.
            for heading in _heading().finditer(reading):
                if start + heading.start() > end:
                    break
                if _is_role(heading["role"]):
                    found.append(heading.end() - 1)
        last = -1
        for position in sorted(found):
            # A line is one heading, in whichever ways it is read.
            if last < 0 or _BREAK.search(plain_text, last + 1, position + 1):
                yield start + position
                last = position


@functools.lru_cache(maxsize=1024)
def _is_role(word: str) -> bool:
    return reads_as(word, ROLE_NAMES)


@functools.cache
def _heading() -> re.Pattern[str]:
    """Return the pattern of a heading in a plain text: from the line break before it to the name of the role.

    Any letter outside ASCII stands for any letter there; ``reads_as`` decides.
    """
    role = "|".join(_IN_WORD.join(map(_letter, name)) for name in ROLE_NAMES)
    end = r"(?=[\n\r]|\Z)"
    name = rf"[^\w\n\r#:\\(\[{{<]*+[(\[{{<][^\n\r(\[{{<)\]}}>]{{0,1000}}+[)\]}}>]{_GAP}:"
    underline = rf"{_GAP}(?:\r\n|[\n\r])[^\w\n\r#=\-]*+(?:={{2,}}+|-{{2,}}+)[ \t=\-]*+{end}"
    return re.compile(
        rf"{_LINE_START}"
        rf"(?P<hashes>(?:#{_GAP}){{2}}(?P<third>#{_GAP_OR_HASHES})?)?"
        rf"(?=(?P<role>{role})(?:"
        rf"(?(hashes){_GAP_OR_HASHES}|{_GAP}):(?(hashes)|{underline})"
        rf"|(?(hashes){name}|(?!))"
        rf"|(?(third){_GAP_OR_HASHES}{end}|(?!))))"
    )


def _letter(letter: str) -> str:
    found = rf"(?:[{ascii_lookalikes(letter)}]|[^\W\x00-\x7f])"
    return rf"(?:{found}|[rR]{_IN_WORD}[nN])" if letter == "m" else found
