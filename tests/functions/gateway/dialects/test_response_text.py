"""No text is changed on its way through a response."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.gateway.dialects import Dialect
from portal.inference import ArgumentsDelta, Completion, Finish, ToolCallStart
from tests.support.gateway.dialect_cases import ANTHROPIC, OPENAI
from tests.support.gateway.responses import (
    CONTEXT,
    USAGE,
    each_dialect,
    stream,
    stream_of,
    streamed_text,
    whole_text,
)
from tests.support.gateway.sse import events

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))  # lone surrogates too
CUTS = st.lists(st.integers(0, 40))


def as_sent(text: str) -> str:
    """Return ``text`` with surrogate pairs joined and lone surrogates replaced: what UTF-8 can carry."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@each_dialect
@given(text=ANY_TEXT)
@example(text="line\u2028paragraph\u2029next\x85vertical\x0bform\x0cfs\x1cdel\x7f")
@example(text='\x00\r\n\t"\\/data: [DONE]\n\nevent: error')
@example(text="\ud83d\ude00 pair, \ud83d lone high, \ude00 lone low")
def test_any_text_arrives_unchanged(dialect: Dialect, text: str) -> None:
    assert streamed_text(dialect, stream(dialect, text)) == as_sent(text)
    whole = json.loads(dialect.unary(CONTEXT, Completion((text,), Finish("stop"), USAGE)))
    assert whole_text(dialect, whole) == as_sent(text)


@each_dialect
@given(text=ANY_TEXT, cuts=CUTS)
@example(text="\ud83d\ude00", cuts=[1])  # one emoji as two surrogates in two pieces
@example(text="a\ud83d\ud83d\ude00\ude00b", cuts=[1, 2, 3, 4, 5])
@example(text="👩\u200d👩\u200d👧\ufe0f é", cuts=[1, 2, 3, 4, 5, 6, 7])
@example(text="end\ud83d", cuts=[3])
def test_text_does_not_depend_on_where_a_router_splits_it(
    dialect: Dialect, text: str, cuts: list[int]
) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut <= len(text)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    assert streamed_text(dialect, stream(dialect, *pieces)) == as_sent(text)


def _streamed_arguments(dialect: Dialect, raw: bytes) -> str:
    """Return the arguments of the first call as a client joins them."""
    if dialect is OPENAI:
        deltas = [data["choices"][0]["delta"] for _, data in events(raw) if data != "[DONE]"]
        calls = [delta["tool_calls"][0] for delta in deltas if "tool_calls" in delta]
        return "".join([call["function"]["arguments"] for call in calls if call["index"] == 0])
    deltas = [data.get("delta", {}) for _, data in events(raw) if data.get("index") == 1]
    return "".join([delta.get("partial_json", "") for delta in deltas])


@pytest.mark.parametrize("dialect", [OPENAI, ANTHROPIC], ids=["openai", "anthropic"])
@given(arguments=ANY_TEXT, cuts=CUTS)
@example(arguments="\ud83d\ude00", cuts=[1])
@example(arguments="a\ud83d\ud83d\ude00\ude00b", cuts=[1, 2, 3, 4, 5])
@example(arguments="end\ud83d", cuts=[3])
def test_arguments_do_not_depend_on_where_a_router_splits_them(
    dialect: Dialect, arguments: str, cuts: list[int]
) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut <= len(arguments)), len(arguments)]
    fragments = [ArgumentsDelta(arguments[start:end]) for start, end in pairwise(edges)]
    raw = stream_of(dialect, "text\ud83d", ToolCallStart("a", "f"), *fragments, ToolCallStart("b", "g"))
    assert _streamed_arguments(dialect, raw) == as_sent(arguments)
    assert streamed_text(dialect, raw) == "text\ufffd"
