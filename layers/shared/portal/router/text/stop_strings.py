"""Outcome an answer exactly at a stop string, wherever the network cut it. Pure and incremental."""

from __future__ import annotations

from collections.abc import Sequence


class StopMatcher:
    """Returns text up to the first stop string, which is not part of it.

    The one that is complete first ends the text; of two that are complete at once, the longer. ``stops`` are
    the customer's, ``guards`` ours: ``matched`` names a stop of the customer's only. A tail is held back
    only while it may be the beginning of one.
    """

    def __init__(self, stops: Sequence[str] = (), guards: Sequence[str] = ()) -> None:
        self.ended = False
        self.matched: str | None = None
        self._own = frozenset(stops)
        self._marks = [mark for mark in {*stops, *guards} if mark]
        self._firsts = {mark[0] for mark in self._marks}
        self._held = ""

    def feed(self, text: str) -> str:
        if not self._marks:
            return text
        if self.ended:
            return ""
        if self._held:
            text = self._held + text
            self._held = ""
        else:
            for first in self._firsts:
                if first in text:
                    break
            else:
                return text
        found = [(at + len(mark), at, mark) for mark in self._marks if (at := text.find(mark)) >= 0]
        if found:
            _, start, mark = min(found)
            self.ended = True
            self.matched = mark if mark in self._own else None
            return text[:start]
        end = self._beginning(text)
        if end < len(text):
            self._held = text[end:]
            return text[:end]
        return text

    def finish(self) -> str:
        """Return what was held back and is text after all."""
        rest, self._held = self._held, ""
        return "" if self.ended else rest

    def _beginning(self, text: str) -> int:
        """Return where what may yet become a stop string begins; the length of ``text`` if nowhere."""
        first = len(text)
        for mark in self._marks:
            start = text.find(mark[0], max(0, len(text) - len(mark) + 1))
            while 0 <= start < first:
                if mark.startswith(text[start:]):
                    first = start
                    break
                start = text.find(mark[0], start + 1)
        return first
