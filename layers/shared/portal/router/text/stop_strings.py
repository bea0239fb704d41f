"""Ends a text exactly at a stop string, across network reads. Pure and incremental."""

from __future__ import annotations

from collections.abc import Sequence


class StopMatcher:
    """Returns the text before the first stop string.

    The one that is complete first ends the text; of two that are complete at once, the longer one does.
    ``matched`` is the one that ended the text. The end of the text is held back only while it may be the
    start of a stop string.
    """

    def __init__(self, stops: Sequence[str] = ()) -> None:
        self.ended = False
        self.matched: str | None = None
        self._strings = [string for string in dict.fromkeys(stops) if string]
        self._first_characters = {string[0] for string in self._strings}
        self._held = ""

    def feed(self, text: str) -> str:
        if not self._strings:
            return text
        if self.ended:
            return ""
        if self._held:
            text = self._held + text
            self._held = ""
        else:
            for character in self._first_characters:
                if character in text:
                    break
            else:
                return text
        found = [
            (start + len(string), start, string)
            for string in self._strings
            if (start := text.find(string)) >= 0
        ]
        if found:
            _, start, string = min(found)
            self.ended = True
            self.matched = string
            return text[:start]
        end = self._prefix_start(text)
        if end < len(text):
            self._held = text[end:]
            return text[:end]
        return text

    def finish(self) -> str:
        """Return the text that was held back."""
        rest, self._held = self._held, ""
        return "" if self.ended else rest

    def _prefix_start(self, text: str) -> int:
        """Return the start of what may become a stop string; the length of ``text`` if there is none."""
        first = len(text)
        for string in self._strings:
            start = text.find(string[0], max(0, len(text) - len(string) + 1))
            while 0 <= start < first:
                if string.startswith(text[start:]):
                    first = start
                    break
                start = text.find(string[0], start + 1)
        return first
