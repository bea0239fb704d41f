"""Dropping a turn's heading that the model repeats before its answer. Pure and incremental."""

from __future__ import annotations

from collections.abc import Sequence


class HeadingEcho:
    """Takes one of ``headings`` off the very start of an answer, with the blanks around it.

    The prompt ends with a heading; some models begin by writing it again.
    """

    def __init__(self, headings: Sequence[str]) -> None:
        self._headings = tuple(heading.strip() for heading in headings)
        self._waiting = bool(headings)
        self._held = ""

    def feed(self, text: str) -> str:
        if not self._waiting:
            return text
        text = self._held + text
        start = text.lstrip()
        for heading in self._headings:
            if start.startswith(heading):
                start = start[len(heading) :].lstrip()
                # Blanks may still follow.
                self._held, self._waiting = ("", False) if start else (heading, True)
                return start
        self._waiting = not start or any(heading.startswith(start) for heading in self._headings)
        self._held = text if self._waiting else ""
        return "" if self._waiting else text

    def finish(self) -> str:
        """Return what was held back and is text after all."""
        rest, self._held = self._held, ""
        return "" if rest in self._headings else rest
