"""Removes what stands before an answer: reasoning, and headers of the model's own turn. Pure, incremental."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from portal.router.text import harmony
from portal.router.text.answer_markup import AnswerMarkup
from portal.router.text.reasoning_end import End, find_end, undecided_from

_REST_OF_LINE = re.compile(r"[ \t]*(?:\r?\n|\Z)")


class LeadingMarkup:
    """Returns the text from the answer's first character on.

    Position decides: once text of the answer has been returned, ``is_past`` is set and nothing is removed.
    ``begins_inside``: the prompt has opened the reasoning, so all text is held back until its end;
    ``maybe``: it may have, so text without an end is the answer even where it was cut.
    ``heading``: the answer's heading in the prompt, which a model may repeat on a line of its own.
    ``prompt``: a reasoning tag of other families is text where the prompt asks for it.
    ``reasoned``: reasoning was removed.
    """

    def __init__(
        self,
        markup: AnswerMarkup,
        *,
        begins_inside: bool | Literal["maybe"] = False,
        heading: str = "",
        prompt: str = "",
    ) -> None:
        self.is_past = False
        self.reasoned = False
        self._markup = markup
        self._headers = (*markup.own_headers, heading) if heading else markup.own_headers
        self._prompt = prompt
        self._begins_inside = begins_inside
        self._trim = False
        self._held = ""
        self._ends: Sequence[End] = ()
        self._kept: list[str] | None = None
        """The span's text, where only its end will prove that it is reasoning."""

    def feed(self, text: str) -> str:
        return text if self.is_past else self._read(self._held + text, final=False)

    def finish(self, *, is_cut: bool) -> str:
        """Return the text that was held back. ``is_cut``: the model was stopped at ``max_tokens``.

        Where no tag opened the reasoning and none ended it, the text is the answer, unless it was cut.
        """
        if self.is_past:
            return ""
        text = self._read(self._held, final=True)
        if not self._ends:
            return text
        if self._kept is not None and (not is_cut or self._begins_inside == "maybe"):
            return "".join(self._kept)
        self.reasoned = True
        return ""

    def _read(self, text: str, *, final: bool) -> str:
        self._held = ""
        while True:
            if self._ends:
                end = find_end(text, self._ends, final=final)
                if end is None:
                    self._skip(text, final=final)
                    return ""
                text = text[end:]
                self._ends, self._kept = (), None
                self._begins_inside, self._trim, self.reasoned = False, True, True
            start = text.lstrip()
            length = self._read_markup(start, final=final) if start or final else None
            if length is None:
                self._held = text
                return ""
            if self._kept is not None:
                self._kept = [text[: len(text) - len(start) + length]]
            elif length == 0:
                if not (start and self._begins_inside):
                    self.is_past = bool(start)
                    return start if self._trim else text
                self._ends, self._kept = self._all_ends(), []
                continue
            else:
                self._trim = True
            text = start[length:]
            if self.is_past:
                return text

    def _skip(self, text: str, *, final: bool) -> None:
        """Take in reasoning whose end has not come, up to what may be the beginning of that end."""
        position = len(text) if final else undecided_from(text, self._ends)
        if self._kept is not None:
            self._kept.append(text[:position])
        self._held = text[position:]

    def _read_markup(self, start: str, *, final: bool) -> int | None:
        """Return the length of the markup that ``start`` begins with, and open the span that it opens.

        0: it begins with the answer's text. None: more text must decide.
        """
        lengths = [self._tag(start)]
        lengths += [_own_header(start, header, final=final) for header in self._headers]
        if self._markup.harmony:
            lengths.append(self._harmony(start, final=final))
        return next((length for length in lengths if length), None if None in lengths and not final else 0)

    def _tag(self, start: str) -> int | None:
        undecided = False
        for tag, end in self._markup.reasoning.items():
            if start.startswith(tag) and not (tag in self._markup.customary and tag in self._prompt):
                self._ends = (end,)
                return len(tag)
            undecided = undecided or tag.startswith(start)
        return None if undecided else 0

    def _harmony(self, start: str, *, final: bool) -> int | None:
        header = harmony.read_header(start, unmarked=self._markup.unmarked_harmony, final=final)
        if header is None:
            return None
        if header.opens == "answer":
            self.is_past = True
        elif header.opens == "reasoning":
            self._ends = (harmony.END,)
        elif header.opens == "unmarked":
            self._ends, self._kept = (harmony.UNMARKED_FINAL,), []
        return header.length

    def _all_ends(self) -> Sequence[End]:
        """Return what may end reasoning that no tag has opened."""
        customary = self._markup.customary
        own = tuple(end for tag, end in self._markup.reasoning.items() if tag not in customary)
        if self._markup.harmony:
            return (*own, harmony.END, harmony.UNMARKED_FINAL)
        return own or ("</think>",)


def _own_header(start: str, header: str, *, final: bool) -> int | None:
    """Return the length of ``header`` with its line break if ``start`` begins with it; None: undecided."""
    if not start.startswith(header):
        return None if header.startswith(start) else 0
    if header.endswith(">"):
        return len(header)
    line = _REST_OF_LINE.match(start, len(header))
    if line is None:
        return None if start[len(header) :].strip(" \t") == "\r" else 0
    return line.end() if final or line[0].endswith("\n") else None
