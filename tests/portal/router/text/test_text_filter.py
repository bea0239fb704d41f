"""Stop strings, and all filters together: however the text is cut, the result is the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.inference import AnswerFormat
from portal.inference.model_families import FAMILIES, family_of
from portal.router.text.text_filter import TextFilter
from tests.support.router.filtered_text import HEADINGS, cut, filtered


@pytest.mark.parametrize(
    ("text", "stops", "expected", "stop"),
    [
        ("one two three", ("two",), "one ", "two"),
        ("one two three", ("four",), "one two three", None),
        ("STOP", ("STOP",), "", "STOP"),
        ("abcabd!", ("abd",), "abc", "abd"),
        ("aaab", ("aab",), "a", "aab"),
        # The string that is complete first ends the text; of two complete at once, the longer one.
        ("xabc", ("xabc", "ab"), "x", "ab"),
        ("xab", ("ab", "xab"), "", "xab"),
        ("line\n\nnext", ("\n\n",), "line", "\n\n"),
        ("not quite \n", ("\n\n",), "not quite \n", None),
        ("a<|im_end|>b", ("<|im_end|>",), "a", "<|im_end|>"),
        ("a<|im_end|>", ("<|im_end|>",), "a", "<|im_end|>"),
        ("a<|im_end|>\n\nb", ("\n\n",), "a", "\n\n"),
        ("<think>two</think>one two", ("two",), "one ", "two"),
        ("日本語。終", ("。",), "日本語", "。"),
        ("anything", ("",), "anything", None),
    ],
)
def test_stop_strings_end_the_text_exactly(
    text: str, stops: tuple[str, ...], expected: str, stop: str | None
) -> None:
    for chunks in ([text], list(text)):
        result = filtered(chunks, stops)
        assert (result.text, result.stop_sequence) == (expected, stop)


def test_turn_that_ends_before_a_stop_string_is_no_stop_sequence() -> None:
    result = filtered(["Fine.\n### User:\nSTOP"], ("STOP",), HEADINGS)
    assert (result.text, result.stop_sequence, result.ended) == ("Fine.", None, True)


def test_plain_text_passes_at_once() -> None:
    text_filter = TextFilter(("STOP",), HEADINGS)
    for chunk in ("Hello", " there", ", 3 > 2", " and [so] on", "S"[:0], "."):
        assert text_filter.feed(chunk) == chunk


@pytest.mark.parametrize("family", [*FAMILIES, None])
def test_first_word_passes_at_once(family: str | None) -> None:
    text_filter = TextFilter((), HEADINGS, AnswerFormat(family))
    assert text_filter.feed("Sure") == "Sure"
    assert text_filter.feed(",") == ","


def test_only_the_start_of_a_token_is_held_back() -> None:
    text_filter = TextFilter(("STOP",))
    assert text_filter.feed("a <") == "a "
    assert text_filter.feed("x") == "<x"
    assert text_filter.feed("an <|eot") == "an "
    assert text_filter.feed("_id|>!") == "<|eot_id|>!"
    assert text_filter.feed("go ST") == "go "
    assert text_filter.feed("ILL") == "STILL"


def test_nothing_is_returned_after_the_end() -> None:
    text_filter = TextFilter(("x",))
    assert text_filter.feed("axb") == "a"
    assert text_filter.ended
    assert text_filter.feed("more") == ""
    assert text_filter.finish() == ""


SLOWEST = (
    "<|",
    "#\n",
    "x\n### ",
    "hi:\n### User:\n",
    "x<|im_start|>",
    "<|channel|>analysis<|message|>",
    "```\n",
    "\n",
    "\r\n",
)
"""Texts of these characters only take the filters longest."""


@pytest.mark.parametrize("unit", SLOWEST)
@pytest.mark.parametrize("family", [*FAMILIES, None])
def test_long_text_is_filtered_in_short_steps(unit: str, family: str | None) -> None:
    text_filter = TextFilter(("STOP",), HEADINGS, AnswerFormat(family))
    text = unit * (100_000 // len(unit))
    started = time.thread_time()
    longest = 0.0
    for steps in (text_filter.feed_slices(text), text_filter.finish_slices(is_cut=False)):
        for _ in steps:
            ended = time.thread_time()
            longest, started = max(longest, ended - started), ended
    assert longest < 0.05


@pytest.mark.parametrize("family", [*FAMILIES, None])
def test_row_of_end_tokens_is_read_once(family: str | None) -> None:
    """A model that does not stop goes on with end tokens. Each of them once took as long as all before it."""
    token = family_of(family).end_tokens[0]
    text_filter = TextFilter((), HEADINGS, AnswerFormat(family))
    started = time.thread_time()
    text = "".join([text_filter.feed(chunk) for chunk in ["Done.", *[token] * 20_000]])
    assert text + text_filter.finish() == "Done."
    assert time.thread_time() - started < 2


def test_row_of_end_tokens_within_a_text_stays() -> None:
    chunks = ["It writes ", *["</s>"] * 5, " and goes on", *["</s>", "\n"] * 3, "</", "s>"]
    assert filtered(chunks).text == f"It writes {'</s>' * 5} and goes on"


FRAGMENTS = st.sampled_from(
    [
        *("<think>", "</think>", "<reasoning>", "</reasoning>", "[THINK]", "[/THINK]"),
        *("</s>", "<s>", "<|eot_id|>", "<pad>", "<eos>", "<|im_start|>", "<|im_end|>", "[INST]"),
        *(
            "<|channel|>",
            "analysis",
            "final",
            "<|message|>",
            "<|start|>",
            "assistant",
            "<|end|>",
            "<|return|>",
        ),
        *("<|channel>thought", "<channel|>", "<|turn>", "<turn|>", "user", "model", "<start_of_turn>"),
        *("<|start_header_id|>", "<|end_header_id|>", "<", "|", ">", "assistantfinal", "analysisWe"),
        *("\n### User:", "### Assistant:", "### System:", "```", "\n```\n", "~~~\n", "`", '"', ":"),
        *("\n", "\r\n", "\r", " ", "a", "ab", "STOP", "ST", "é"),
    ]
)
MARKED_TEXT = st.lists(FRAGMENTS, max_size=14).map("".join)
FORMATS = st.none() | st.builds(AnswerFormat, st.sampled_from([*FAMILIES, None]), st.booleans())


@settings(max_examples=400)
@given(
    MARKED_TEXT,
    st.lists(st.integers(0, 200), max_size=8),
    st.sampled_from([(), ("STOP",), ("ab", "aab"), ("\n", "<|eot_id|>"), ("a<",)]),
    st.sampled_from([(), HEADINGS]),
    FORMATS,
    st.booleans(),
)
def test_cutting_the_text_does_not_change_the_result(
    text: str,
    positions: list[int],
    stops: tuple[str, ...],
    headings: tuple[str, ...],
    answer_format: AnswerFormat | None,
    is_cut: bool,
) -> None:
    whole = filtered([text], stops, headings, answer_format, is_cut=is_cut)
    assert filtered(cut(text, positions), stops, headings, answer_format, is_cut=is_cut) == whole
    assert filtered(list(text), stops, headings, answer_format, is_cut=is_cut) == whole


@given(MARKED_TEXT, st.sampled_from([(), HEADINGS]), FORMATS)
def test_text_is_only_taken_from_its_ends(
    text: str, headings: tuple[str, ...], answer_format: AnswerFormat | None
) -> None:
    assert filtered([text], (), headings, answer_format).text in text


@given(st.text(st.characters(exclude_characters="<["), max_size=60), FORMATS)
def test_text_without_markup_is_unchanged(text: str, answer_format: AnswerFormat | None) -> None:
    assert filtered([f"Well: {text}"], (), (), answer_format).text in {f"Well: {text}", ""}


@given(
    st.text(alphabet="ab\n", max_size=30),
    st.lists(st.text(alphabet="ab\n", min_size=1, max_size=4), min_size=1, max_size=3),
)
def test_stop_strings_match_their_definition(text: str, stops: list[str]) -> None:
    expected, matched = text, None
    for end in range(1, len(text) + 1):
        complete = [stop for stop in stops if text[:end].endswith(stop)]
        if complete:
            matched = max(complete, key=len)
            expected = text[: end - len(matched)]
            break
    result = filtered(list(text), tuple(stops))
    assert (result.text, result.stop_sequence) == (expected, matched)
