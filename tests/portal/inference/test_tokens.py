"""The documented estimate of tokens, beside o200k's count on a corpus.

The counts in ``tests/support/tokens`` are those of o200k_base in js-tiktoken 1.0.21. Packages of tiktoken for
Python either download the encoding or have only cl100k_base.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.inference import InferenceRequest, Message, Tool, ToolCall, ToolResult, text_message
from portal.inference.context import fewest_tokens
from portal.inference.conversation_tokens import conversation_texts, estimate_answer, estimate_conversation
from portal.inference.tokens import estimate_tokens

DATA = Path(__file__).parents[2] / "support" / "tokens"
TEXTS: list[dict[str, Any]] = json.loads((DATA / "texts.json").read_text())
CONVERSATIONS: list[dict[str, Any]] = json.loads((DATA / "conversations.json").read_text())
KINDS = sorted({text["kind"] for text in TEXTS})
MOST_DEVIATION = 0.15


@pytest.mark.parametrize("kind", KINDS)
def test_estimate_is_near_the_tokenizer_on_each_kind_of_text(kind: str) -> None:
    texts = [text for text in TEXTS if text["kind"] == kind]
    counted = sum(text["tokens"] for text in texts)
    estimated = sum(estimate_tokens(text["text"]) for text in texts)
    assert abs(estimated / counted - 1) < MOST_DEVIATION


def test_corpus_has_many_kinds_and_lengths() -> None:
    by_kind: dict[str, int] = defaultdict(int)
    for text in TEXTS:
        by_kind[text["kind"]] += text["tokens"]
    assert len(by_kind) >= 25
    assert sum(by_kind.values()) > 15_000


def request_of(conversation: dict[str, Any]) -> InferenceRequest:
    messages = [text_message("system", conversation["system"])]
    for message in conversation["messages"]:
        if message["role"] == "tool":
            messages.append(Message("tool", (ToolResult(message["id"], message["content"]),)))
        else:
            calls = [ToolCall(**call) for call in message.get("tool_calls", [])]
            content = [message["content"]] if message.get("content") else []
            messages.append(Message(message["role"], (*content, *calls)))
    functions = [tool["function"] for tool in conversation["tools"]]
    tools = [Tool(each["name"], each.get("description"), each.get("parameters")) for each in functions]
    return InferenceRequest(None, messages=tuple(messages), tools=tuple(tools))


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda each: each["name"])
def test_estimate_of_a_conversation_is_near_the_tokenizer(conversation: dict[str, Any]) -> None:
    """Counted in the format of gpt-oss (harmony): tools as types, calls and results as messages."""
    estimated = estimate_conversation(request_of(conversation))
    assert abs(estimated / conversation["tokens"] - 1) < MOST_DEVIATION


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("a", 1),
        ("four", 1),
        ("four words are here", 4),
        ("漢", 2),
        ("🙂", 2),
        ("\ud800", 1),
        ("\n", 1),
    ],
)
def test_short_texts(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


@given(st.text(), st.text())
def test_longer_text_has_no_fewer_tokens(text: str, more: str) -> None:
    assert estimate_tokens(text) <= estimate_tokens(text + more)


@given(st.text() | st.text(alphabet="aA0 .'_\n", max_size=400))
def test_estimate_is_not_below_what_any_tokenizer_has(text: str) -> None:
    assert estimate_tokens(text) >= fewest_tokens(text)


def test_tools_calls_and_results_count() -> None:
    plain = InferenceRequest(None, messages=(text_message("user", "Hi"),))
    nested = {"properties": {"a": {"type": "object", "properties": {"inner": {"description": "word " * 50}}}}}
    called = (
        Message("assistant", (ToolCall("a", "f", "word " * 50),)),
        Message("tool", (ToolResult("a", "word " * 50),)),
    )
    with_tool = InferenceRequest(None, messages=plain.messages, tools=(Tool("f", None, nested),))
    with_history = InferenceRequest(None, messages=(*plain.messages, *called))
    assert estimate_conversation(with_tool) >= estimate_conversation(plain) + 50
    assert estimate_conversation(with_history) >= estimate_conversation(plain) + 100
    assert estimate_answer((ToolCall("a", "f", "word " * 50),)) >= 50
    assert "inner" in list(conversation_texts(with_tool))


def test_deep_and_cyclic_looking_schemas_are_walked_once() -> None:
    schema: dict[str, Any] = {"$ref": "#"}
    for _ in range(5_000):
        schema = {"items": schema}
    assert estimate_conversation(InferenceRequest(None, tools=(Tool("f", None, schema),))) > 0


def test_four_megabytes_take_no_longer_than_a_pause() -> None:
    text = "The quick brown fox jumps over 13 lazy dogs. " * 90_000
    started = time.process_time()
    estimate_tokens(text)
    assert time.process_time() - started < 0.5
