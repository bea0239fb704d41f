"""Ends a text where the model's turn ends: at its end tokens, or at another turn. Pure and incremental."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from portal.router.text.answer_markup import AnswerMarkup
from portal.router.text.line_context import LineContext

_REST_OF_LINE = re.compile(r"[ \t]*(?:\r?\n|\Z)")
_OPEN_LINE = re.compile(r"[ \t]*\r?\Z")
_LONGEST_START = 256
"""No start of a turn is as long, so only so much of a text is looked at."""


class _Is(Enum):
    TEXT = auto()
    UNDECIDED = auto()
    """More text must decide."""
    TRAILING = auto()
    """The end of the text, and no part of the answer."""
    TURN = auto()


class _EndFound(NamedTuple):
    """What stands at a position, and where that ends if it is text."""

    kind: _Is
    end: int


class TurnEnd:
    """Returns the text of the model's turn.

    Removed are end tokens at the very end, and everything from another turn on, after which ``ended`` is set.
    Such a turn starts with one of ``headings`` alone on its line, or with the template's token and a role.
    It is text of the answer where it stands in a block of code, in a sentence, before anything else, or after
    a line that ends with a colon; an answer that quotes a turn in one of the latter two ways quotes others.
    ``begun``: the beginning of the answer in the prompt, which the model continues.
    """

    def __init__(self, markup: AnswerMarkup, headings: Sequence[str] = (), begun: str = "") -> None:
        self.ended = False
        self._markup = markup
        self._headings = tuple(headings)
        self._stops_at = markup.token_or_line if headings else markup.token
        self._context = LineContext()
        self._context.continue_from(begun)
        self._plain: list[str] = []
        """Text that the context has not taken in yet: most of it never has to be looked at."""
        self._has_quoted = False
        self._held = ""
        self._held_ends: list[str] = []
        """End tokens before ``_held``, which begins with the last one: only there the text goes on."""

    def feed(self, text: str) -> str:
        if not text or self.ended:
            return ""
        if self._held or self._stops_at.search(text):
            return self._read(self._held + text, final=False)
        self._plain.append(text)
        return text

    def finish(self) -> str:
        """Return the text that was held back."""
        return "" if self.ended else self._read(self._held, final=True)

    def _read(self, text: str, *, final: bool) -> str:
        self._held = ""
        if self._plain:
            self._context.add("".join(self._plain))
            self._plain.clear()
        start = 0
        while start < len(text):
            match = self._stops_at.search(text, start)
            end = match.start() if match else len(text)
            if end > start:
                self._context.add(text[start:end])
            if match is None:
                break
            is_token = text[end] == "<"
            found = (self._token if is_token else self._line_break)(text, end, final=final)
            if found.kind is not _Is.TEXT:
                self.ended = found.kind is _Is.TURN
                if found.kind is _Is.UNDECIDED:
                    self._hold(text, end)
                return text[:end]
            if self._held_ends:
                ends = "".join(self._held_ends)
                self._held_ends.clear()
                text, found = ends + text, found._replace(end=len(ends) + found.end)
            self._context.add(text[end : found.end])
            start = found.end
        return text

    def _hold(self, text: str, position: int) -> None:
        ends = self._markup.ends.match(text, position)
        last = text.rindex("<", position, ends.end()) if ends else position
        if last > position:
            self._held_ends.append(text[position:last])
        self._held = text[last:]

    def _line_break(self, text: str, position: int, *, final: bool) -> _EndFound:
        """Return what the line break at ``position`` and the line after it are."""
        context = self._context
        after = position + 1
        if text[position] == "\r":
            if not text.startswith("\n", after):
                return _EndFound(_Is.TEXT if final or after < len(text) else _Is.UNDECIDED, after)
            after += 1
        if self._is_quoting() or context.is_next_line_in_code:
            return _EndFound(_Is.TEXT, after)
        found = _EndFound(self._heading(text, after, final=final), after)
        if found.kind is _Is.TURN and (context.is_blank or context.ends_with_colon):
            self._has_quoted = True
            return _EndFound(_Is.TEXT, after)
        return found

    def _is_quoting(self) -> bool:
        """Return whether the answer quotes turns: it has quoted one, or it begins with a heading."""
        return self._has_quoted or self._context.first_line.rstrip() in self._headings

    def _heading(self, text: str, position: int, *, final: bool) -> _Is:
        for heading in self._headings:
            if text.startswith(heading, position):
                end = position + len(heading)
                line = _REST_OF_LINE.match(text, end)
                if line is not None and (final or line[0].endswith("\n")):
                    return _Is.TURN
                is_open = _OPEN_LINE.match(text, end) is not None
                return _Is.UNDECIDED if is_open and not final else _Is.TEXT
        rest = text[position : position + max(map(len, self._headings), default=0)]
        if not final and any(heading.startswith(rest) for heading in self._headings):
            return _Is.UNDECIDED
        return _Is.TEXT

    def _token(self, text: str, position: int, *, final: bool) -> _EndFound:
        """Return what the ``<`` at ``position`` starts."""
        ends = self._markup.ends.match(text, position)
        if ends is None:
            return _EndFound(self._turn(text, position, final=final), position + 1)
        # A sentence that mentions an end token may mention the token after it, too.
        is_mentioned = self._context.is_in_sentence and text.startswith("<", ends.end())
        return _EndFound(self._after_end(text, ends.end(), final=final), ends.end() + is_mentioned)

    def _turn(self, text: str, position: int, *, final: bool) -> _Is:
        markup, context = self._markup, self._context
        rest = text[position : position + _LONGEST_START]
        if rest in markup.prefixes:
            return _Is.TEXT if final else _Is.UNDECIDED
        is_started = markup.turn_prefix.match(rest) is not None
        if not is_started and markup.turn.match(rest) is None:
            return _Is.TEXT
        if self._is_quoting() or context.is_in_code or context.is_in_sentence:
            return _Is.TEXT
        if is_started and not final:
            return _Is.UNDECIDED
        if context.is_blank or (context.ends_with_colon and not context.line.strip()):
            self._has_quoted = True
            return _Is.TEXT
        return _Is.TURN

    def _after_end(self, text: str, position: int, *, final: bool) -> _Is:
        """Return what the end tokens before ``position`` are."""
        rest = text[position : position + _LONGEST_START]
        if not rest or rest in self._markup.prefixes_after_end:
            return _Is.TRAILING if final else _Is.UNDECIDED
        if self._is_quoting() or self._context.is_in_code or self._context.is_in_sentence:
            return _Is.TEXT
        if self._markup.after_end.match(rest):
            return _Is.TURN
        return self._heading(text, position, final=final) if text[position - 1] == "\n" else _Is.TEXT
