"""Control tokens, reasoning and stop strings are removed, however the text is cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.router.text.text_filter import TextFilter

HEADINGS = ("\n### System:", "\n### User:", "\n### Assistant:")


def filtered(
    chunks: list[str], stops: tuple[str, ...] = (), role_guards: tuple[str, ...] = ()
) -> tuple[str, str | None, bool]:
    text_filter = TextFilter(stops, role_guards)
    text = "".join([text_filter.feed(chunk) for chunk in chunks]) + text_filter.finish()
    return text, text_filter.stop_sequence, text_filter.ended


def cut(text: str, positions: list[int]) -> list[str]:
    edges = [0, *sorted(position % (len(text) + 1) for position in positions), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "plain text"),
        ("Hello</s>", "Hello"),
        ("Hello<|eot_id|> there<|im_end|>", "Hello there"),
        ("Hello<|USER|>", "Hello"),
        ("Hello<end_of_turn>\n", "Hello\n"),
        ("Hello<｜end▁of▁sentence｜>", "Hello"),  # noqa: RUF001
        ("<s>Hello", "Hello"),
        ("<think>secret</think>\n\nAnswer", "Answer"),
        ("<think>\nsecret <b> </s>\n</think>Answer", "Answer"),
        ("\n<think>secret</think> Answer", "\nAnswer"),
        ("Yes <think>hm</think>and no", "Yes and no"),
        ("<thinking>secret</thinking>Answer", "Answer"),
        ("rest of a thought</think>Answer", "rest of a thoughtAnswer"),
        # Reasoning that never ends is not an answer, but a tag in the middle of one is text.
        ("<think>secret, cut at max_tokens", ""),
        ("Use the <think> tag</s> or <think>", "Use the <think> tag or <think>"),
        ("<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Hi", "Hi"),
        ("<|channel|>analysis<|message|>hm<|channel|>final<|message|>Hi<|return|>", "Hi"),
        ("<|channel|>analysis<|message|>hm", ""),
        # Similar to a token, but not one.
        ("a < b <= c << d <", "a < b <= c << d <"),
        ("x <| f |> g", "x <| f |> g"),
        ("<div><span></span></div>", "<div><span></span></div>"),
        ("the <s>old</s> new price", "the <s>old</s> new price"),
        ("<|" + "a" * 60 + "|>", "<|" + "a" * 60 + "|>"),
        ("ends with <|eot", "ends with <|eot"),
    ],
)
def test_control_tokens_and_reasoning_are_removed(text: str, expected: str) -> None:
    assert filtered([text])[0] == expected
    assert filtered(list(text))[0] == expected


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
        ("Hi</s>there", ("Hithere",), "", "Hithere"),
        ("a<|im_end|>b", ("<|im_end|>",), "a", "<|im_end|>"),
        ("<think>two</think>one two", ("two",), "one ", "two"),
        ("日本語。終", ("。",), "日本語", "。"),
        ("anything", ("",), "anything", None),
    ],
)
def test_stop_strings_end_the_text_exactly(
    text: str, stops: tuple[str, ...], expected: str, stop: str | None
) -> None:
    assert filtered([text], stops)[:2] == (expected, stop)
    assert filtered(list(text), stops)[:2] == (expected, stop)


@pytest.mark.parametrize(
    ("text", "expected", "ended"),
    [
        ("Fine.\n\n### User:\nAnd you?", "Fine.\n", True),
        ("Fine.\n### Users are happy", "Fine.\n### Users are happy", False),
        ("### Assistant:\nFine.", "Fine.", False),
        ("\n### Assistant:\n\n Fine.\n### User:", "Fine.", True),
        ("### Assistance is near", "### Assistance is near", False),
        ("\n  Fine.", "\n  Fine.", False),
        ("### Assistant:", "", False),
        ("#", "#", False),
    ],
)
def test_continuation_with_another_role_is_removed(text: str, expected: str, ended: bool) -> None:
    assert filtered([text], role_guards=HEADINGS) == (expected, None, ended)
    assert filtered(list(text), role_guards=HEADINGS) == (expected, None, ended)


def test_plain_text_passes_at_once() -> None:
    text_filter = TextFilter(("STOP",), HEADINGS)
    for chunk in ("Hello", " there", ", 3 > 2", " and [so] on", "S"[:0], "."):
        assert text_filter.feed(chunk) == chunk


def test_only_the_start_of_a_token_is_held_back() -> None:
    text_filter = TextFilter(("STOP",))
    assert text_filter.feed("a <") == "a "
    assert text_filter.feed("x") == "<x"
    assert text_filter.feed("an <|eot") == "an "
    assert text_filter.feed("_id|>!") == "!"
    assert text_filter.feed("go ST") == "go "
    assert text_filter.feed("ILL") == "STILL"


def test_nothing_is_returned_after_the_end() -> None:
    text_filter = TextFilter(("x",))
    assert text_filter.feed("axb") == "a"
    assert text_filter.ended
    assert text_filter.feed("more") == ""
    assert text_filter.finish() == ""


@pytest.mark.parametrize(
    ("text", "reasoned"),
    [("<think>a</think>", True), ("<think>a", True), ("a", False), ("a <think> b", False), ("</s>", False)],
)
def test_reasoning_is_reported(text: str, reasoned: bool) -> None:
    text_filter = TextFilter()
    text_filter.feed(text)
    text_filter.finish()
    assert text_filter.reasoned is reasoned


fragments = st.sampled_from(
    [
        "<think>",
        "</think>",
        "</s>",
        "<s>",
        "<|eot_id|>",
        "<|channel|>",
        "analysis",
        "final",
        "<|message|>",
        "<|start|>",
        "assistant",
        "<|end|>",
        "<",
        "|",
        ">",
        "\n### User:",
        "### Assistant:",
        "\n",
        " ",
        "a",
        "ab",
        "STOP",
        "ST",
        "é",
    ]
)


@given(
    st.lists(fragments, max_size=14).map("".join),
    st.lists(st.integers(0, 200), max_size=8),
    st.sampled_from([(), ("STOP",), ("ab", "aab"), ("\n", "<|eot_id|>"), ("a<",)]),
    st.sampled_from([(), HEADINGS]),
)
def test_cutting_the_text_does_not_change_the_result(
    text: str, positions: list[int], stops: tuple[str, ...], role_guards: tuple[str, ...]
) -> None:
    assert filtered(cut(text, positions), stops, role_guards) == filtered([text], stops, role_guards)


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
    assert filtered(list(text), tuple(stops))[:2] == (expected, matched)
