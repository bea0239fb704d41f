"""A text through all filters, cut into chunks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from portal.inference import AnswerFormat
from portal.router.text.text_filter import TextFilter

HEADINGS = ("\n### System:", "\n### User:", "\n### Assistant:")


class FilteredText(NamedTuple):
    text: str
    stop_sequence: str | None
    ended: bool
    reasoned: bool


def filtered(
    chunks: Sequence[str],
    stops: tuple[str, ...] = (),
    headings: tuple[str, ...] = (),
    answer_format: AnswerFormat | None = None,
    prompt: str = "",
    *,
    is_raw: bool = False,
    is_cut: bool = False,
) -> FilteredText:
    text_filter = TextFilter(stops, headings, answer_format, prompt, is_raw=is_raw)
    text = "".join([text_filter.feed(chunk) for chunk in chunks]) + text_filter.finish(is_cut=is_cut)
    return FilteredText(text, text_filter.stop_sequence, text_filter.ended, text_filter.reasoned)


def cut(text: str, positions: Sequence[int]) -> list[str]:
    """Return ``text`` in pieces; positions beyond its end wrap around."""
    edges = [0, *sorted(position % (len(text) + 1) for position in positions), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def answer(
    text: str,
    family: str | None = None,
    *,
    headings: tuple[str, ...] = (),
    begins_in_reasoning: bool = False,
    prompt: str = "",
    is_raw: bool = False,
    is_cut: bool = False,
) -> str:
    """Return the answer in a model's ``text``; whole, and cut at every position, which must not matter."""
    answer_format = AnswerFormat(family, begins_in_reasoning)

    def of(*chunks: str) -> FilteredText:
        return filtered(chunks, (), headings, answer_format, prompt, is_raw=is_raw, is_cut=is_cut)

    whole = of(text)
    assert of(*text) == whole
    assert all(of(text[:position], text[position:]) == whole for position in range(1, len(text)))
    return whole.text
