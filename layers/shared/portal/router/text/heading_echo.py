"""Removes the role heading that a model repeats before its text. Pure and incremental."""

from __future__ import annotations

from collections.abc import Sequence


class HeadingEchoFilter:
    """Removes one of ``headings`` at the start of the text, with the whitespace around it.

    The prompt ends with a heading; some models start by repeating it.
    """

    def __init__(self, headings: Sequence[str]) -> None:
        self._headings = tuple(heading.strip() for heading in headings)
        self._at_start = bool(headings)
        self._held = ""

    def feed(self, text: str) -> str:
        if not self._at_start:
            return text
        text = self._held + text
        start = text.lstrip()
        for heading in self._headings:
            if start.startswith(heading):
                start = start[len(heading) :].lstrip()
                # More whitespace may follow.
                self._held, self._at_start = ("", False) if start else (heading, True)
                return start
        self._at_start = not start or any(heading.startswith(start) for heading in self._headings)
        self._held = text if self._at_start else ""
        return "" if self._at_start else text

    def finish(self) -> str:
        """Return the text that was held back."""
        rest, self._held = self._held, ""
        return "" if rest in self._headings else rest
