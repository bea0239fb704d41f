"""Where the end of a text stands: in which line, in a block of code or not, after which character. Pure."""

from __future__ import annotations

import re

_LINE_CHARACTERS = 200
"""Only so much of a line is looked at."""

# As in CommonMark, but in lists and quotations of any depth.
_FENCE = re.compile(r"(?:[ \t>]|[-*+] |\d{1,9}[.)] )*(?P<marks>`{3,}|~{3,})(?P<info>.*)")
_OPENING = tuple(" \t`\"'“‘«([{")  # noqa: RUF001


class LineContext:
    """``line`` is the beginning of the current line."""

    def __init__(self) -> None:
        self.line = ""
        self._first_line: str | None = None
        self._fence = ""
        self._last = ""
        self._last_visible = ""

    def continue_from(self, text: str) -> None:
        """Take in text before the first one: an open block of code goes on."""
        for line in text.split("\n"):
            self._fence = self._fence_after_line()
            self.line = line[:_LINE_CHARACTERS]

    def add(self, text: str) -> None:
        """Take in more of the text, at least one character."""
        self._last = text
        if not text.isspace():
            self._last_visible = text
        if "\n" not in text:
            if len(self.line) < _LINE_CHARACTERS:
                self.line += text
            return
        first, *lines = text.split("\n")
        self.line += first
        if self._first_line is None:
            self._first_line = self.line[:_LINE_CHARACTERS]
        for line in lines:
            self._fence = self._fence_after_line()
            self.line = line

    @property
    def first_line(self) -> str:
        """The beginning of the text's first line."""
        return self.line if self._first_line is None else self._first_line

    @property
    def is_blank(self) -> bool:
        """Whether the text has no visible character yet."""
        return not self._last_visible

    @property
    def is_in_code(self) -> bool:
        """Whether the text stands in a block of code."""
        return bool(self._fence)

    @property
    def is_next_line_in_code(self) -> bool:
        return bool(self._fence_after_line())

    @property
    def ends_with_colon(self) -> bool:
        """Whether the last visible character is a colon, as before something quoted."""
        return self._last_visible.rstrip().endswith((":", "："))  # noqa: RUF001

    @property
    def is_in_sentence(self) -> bool:
        """Whether what follows is part of a sentence: after a space, an opening quotation mark or bracket."""
        return bool(self.line) and self._last.endswith(_OPENING)

    def _fence_after_line(self) -> str:
        """Return the marks of the fence that is open after the current line, empty if none is."""
        fence = _FENCE.match(self.line[:_LINE_CHARACTERS])
        if fence is None:
            return self._fence
        marks, info = fence["marks"], fence["info"].strip()
        if self._fence:
            return "" if marks.startswith(self._fence) and not info else self._fence
        # With a mark after it, it is code within a line.
        return "" if marks[0] == "`" and "`" in info else marks
