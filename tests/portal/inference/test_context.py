"""Fewest tokens of a text, and what fits into a model's context."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.inference import InferenceRequest, Sampling, text_message
from portal.inference.context import PromptLength, context_too_long, fewest_tokens, within_context


def prompt(text: str, max_tokens: int | None = None) -> InferenceRequest:
    return InferenceRequest(None, prompt=text, sampling=Sampling(max_tokens=max_tokens))


@pytest.mark.parametrize(
    ("text", "fewest"),
    [
        ("", 0),
        ("word", 1),
        ("two words", 2),
        ("The quick brown fox, it doesn't jump.", 7),
        ("don't you'll it's", 3),
        ("snake_case_name", 1),
        ("f(x) = a + b", 4),
        (" " * 128, 1),
        ("-" * 128, 1),
        ("\t" * 129, 2),
        ("\u00a0 \u00a0 \u00a0 \u00a0", 1),
        ("\u3000 \u3000 \u3000", 1),
        ("─" * 16, 1),
        ("x" * 64, 1),
        ("漢" * 21, 1),
        ("วิเคราะห์บอลวันนี้", 1),
        ("abcdefghijklmnopqrstuvwxyz", 1),
        (".translatesAutoresizingMaskIntoConstraints", 1),
        ("','", 1),
        ("\ud800", 1),
    ],
)
def test_fewest_tokens_are_never_more_than_a_tokenizer_counts(text: str, fewest: int) -> None:
    assert fewest_tokens(text) == fewest


@given(st.text())
def test_fewest_tokens_are_at_most_half_the_characters(text: str) -> None:
    assert fewest_tokens(text) <= (len(text) + 1) // 2 + (len(text) > 0)


@given(st.lists(st.from_regex(r"[a-z]{1,20}", fullmatch=True), max_size=50))
def test_every_word_is_at_least_a_token(words: list[str]) -> None:
    assert fewest_tokens(" ".join(words)) == len(words)


@given(st.text(), st.text())
def test_more_text_has_no_fewer_tokens(text: str, more: str) -> None:
    assert fewest_tokens(text + " " + more) >= fewest_tokens(text)


@pytest.mark.parametrize("text", ["word " * 800_000, "x" * 4_000_000, "漢字" * 660_000])
def test_largest_prompt_is_measured_quickly(text: str) -> None:
    spent = []
    for _ in range(3):
        started = time.process_time()
        fewest_tokens(text)
        spent.append(time.process_time() - started)
    assert min(spent) < 0.1


@given(st.lists(st.text(), min_size=1), st.integers(1, 20))
def test_length_is_that_of_all_messages(texts: list[str], context_tokens: int) -> None:
    request = InferenceRequest(None, messages=tuple([text_message("user", text) for text in texts]))
    length = PromptLength(request)
    assert length.fewest == fewest_tokens("\n".join([text for text in texts if text]))
    assert length.exceeds(context_tokens) == (length.fewest > context_tokens)
    assert not length.exceeds(None)


@pytest.mark.parametrize(
    ("context_tokens", "max_tokens", "left"),
    [
        (None, 1_000, 1_000),
        (100, None, None),
        (100, 90, 90),
        (100, 91, 90),
        (100, 2**31 - 1, 90),
        (11, 5, 1),
        (10, 1, 1),
        (10, 5, 5),
        (10, 50, 9),
    ],
)
def test_max_tokens_are_what_the_prompt_leaves(
    context_tokens: int | None, max_tokens: int | None, left: int | None
) -> None:
    """The estimate of the prompt is 10 tokens; it has at least one."""
    request = prompt("x" * 40, max_tokens)
    fitted = within_context(request, PromptLength(request), 10, context_tokens)
    assert fitted.sampling.max_tokens == left


@given(st.text(min_size=1), st.integers(1, 50), st.integers(1, 500), st.integers(0, 100))
def test_a_token_is_left_to_every_answer(text: str, context: int, max_tokens: int, estimate: int) -> None:
    request = prompt(text, max_tokens)
    left = within_context(request, PromptLength(request), estimate, context).sampling.max_tokens
    assert left is not None
    assert 1 <= left <= max_tokens
    assert left == max_tokens or left <= context


def test_error_names_both_lengths() -> None:
    error = context_too_long(prompt("x"), 9_000, 8_192)
    assert (error.tokens, error.context_tokens, error.param) == (9_000, 8_192, "prompt")
    assert "maximum context length is 8192 tokens" in error.message
    assert "resulted in 9000 tokens" in error.message


def test_error_of_a_router_counts_more_than_the_context() -> None:
    error = context_too_long(InferenceRequest(None), 5, 8_192)
    assert (error.tokens, error.param) == (8_193, "messages")


def test_error_without_a_known_context_has_no_numbers() -> None:
    error = context_too_long(prompt("x"), 5, None)
    assert (error.tokens, error.context_tokens) == (None, None)
    assert "maximum context length is exceeded" in error.message
