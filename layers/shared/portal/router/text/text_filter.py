"""All filters: from a model's text to the text of its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from portal.inference import AnswerFormat
from portal.inference.prompt import ANSWER_HEADING
from portal.router.text.answer_markup import TAGGED, AnswerMarkup, markup_of
from portal.router.text.leading_markup import LeadingMarkup
from portal.router.text.stop_strings import StopMatcher
from portal.router.text.turn_end import TurnEnd

_SLICE_CHARACTERS = 2048
"""Of the text that takes longest, with a possible heading on each line, so many take some 10 ms."""

_TAG_CHARACTERS = 40
_ANSWER_HEADING = re.compile(rf"\n{re.escape(ANSWER_HEADING[:-1])}(?: \([^\n]*\))?:\n")
_BEGUN_CHARACTERS = 16_384
"""Only so much of an answer that the prompt begins is looked at."""


class TextFilter:
    """Filters a model's text chunk by chunk; where it is cut does not change the result.

    Removed are what stands before the answer, everything from a stop string on, and what stands after the
    model's turn (docs/answers.md). ``headings`` are those that the prompt may have; ``is_raw``: the prompt is
    not put into the model's template. ``ended``: a stop string or another turn ended the text. ``reasoned``:
    the model wrote reasoning, which the customer does not see.
    """

    def __init__(
        self,
        stops: Sequence[str] = (),
        headings: Sequence[str] = (),
        answer_format: AnswerFormat | None = None,
        prompt: str = "",
        *,
        is_raw: bool = False,
    ) -> None:
        markup = TAGGED if answer_format is None else markup_of(answer_format.family)
        headings = [heading.strip() for heading in headings]
        begins_inside: bool | Literal["maybe"] = _opens_reasoning(prompt, markup)
        if answer_format is not None and answer_format.begins_in_reasoning and not begins_inside:
            begins_inside = "maybe" if is_raw else True
        self._leading = LeadingMarkup(
            markup,
            begins_inside=begins_inside,
            heading=ANSWER_HEADING if ANSWER_HEADING in headings else "",
            prompt=prompt,
        )
        self._has_stops = bool(stops)
        self._stops = StopMatcher(stops)
        self._turn_end = TurnEnd(markup, headings, _begun_answer(prompt) if headings else "")

    @property
    def ended(self) -> bool:
        return self._stops.ended or self._turn_end.ended

    @property
    def stop_sequence(self) -> str | None:
        """The customer's stop string that ended the text."""
        return None if self._turn_end.ended else self._stops.matched

    @property
    def reasoned(self) -> bool:
        return self._leading.reasoned

    def feed(self, text: str) -> str:
        return "".join(self.feed_slices(text))

    def finish(self, *, is_cut: bool = False) -> str:
        """Return the text that was held back. ``is_cut``: the model was stopped at ``max_tokens``."""
        return "".join(self.finish_slices(is_cut=is_cut))

    def feed_slices(self, text: str) -> Iterator[str]:
        """Do ``feed`` in steps that are short for any text: the caller can do other things in between."""
        for piece in _slices(text):
            rest = piece if self._leading.is_past else self._leading.feed(piece)
            yield ""
            for released in _slices(rest):
                yield self._turn_end.feed(self._stops.feed(released) if self._has_stops else released)

    def finish_slices(self, *, is_cut: bool) -> Iterator[str]:
        """Do ``finish`` in such steps."""
        for released in _slices(self._leading.finish(is_cut=is_cut)):
            yield self._turn_end.feed(self._stops.feed(released))
        yield self._turn_end.feed(self._stops.finish()) + self._turn_end.finish()


def _slices(text: str) -> Iterator[str]:
    return (text[start : start + _SLICE_CHARACTERS] for start in range(0, len(text), _SLICE_CHARACTERS))


def _opens_reasoning(prompt: str, markup: AnswerMarkup) -> bool:
    """Return whether the prompt ends with a tag that opens reasoning."""
    return prompt[-_TAG_CHARACTERS:].rstrip().endswith(tuple(markup.reasoning))


def _begun_answer(prompt: str) -> str:
    """Return the end of the prompt's last message, which is the beginning of the answer where that is its."""
    end = "\n" + prompt[-_BEGUN_CHARACTERS:]
    return _ANSWER_HEADING.split(end)[-1]
