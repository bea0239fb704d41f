"""Nothing that the gateway answers is refused when a client sends it back as history."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from anthropic.types import Message as AnthropicMessage
from hypothesis import given
from hypothesis import strategies as st
from openai.types import Completion as TextCompletion
from openai.types.chat import ChatCompletion

from functions.gateway.dialects import Dialect
from functions.gateway.dialects.anthropic_messages.version import CLASSIC, NEWEST
from portal.inference import Completion, Finish, FinishReason
from tests.support.gateway.dialect_cases import ANTHROPIC, CORTENSOR, OPENAI, USER, read
from tests.support.gateway.responses import CONTEXT, USAGE, stream, streamed_text

FINISHES: list[FinishReason] = ["stop", "length", "content_filter"]
texts = st.text() | st.sampled_from(["", " ", "\n", "\x00", "<think>", "</think>", "### User:"])
answers = st.builds(
    Completion,
    texts.map(lambda text: (text,) if text else ()),
    st.builds(Finish, st.sampled_from(FINISHES), st.sampled_from([None, "END"])),
    st.just(USAGE),
)

Dump = Callable[[Any], Any]
DUMPS: dict[str, Dump] = {
    "model_dump": lambda model: model.model_dump(),
    "as JSON": lambda model: json.loads(model.model_dump_json()),
    "without null": lambda model: model.model_dump(exclude_none=True),
    "as received": lambda model: model.model_dump(exclude_unset=True),
    "to_dict": lambda model: model.to_dict(),
}


@given(answer=answers)
def test_chat_completion_is_accepted_as_history(answer: Completion) -> None:
    completion = ChatCompletion.model_validate_json(OPENAI.unary(CONTEXT, answer), strict=True)
    for dump in DUMPS.values():
        request = read(OPENAI, messages=[USER, dump(completion.choices[0].message), USER])
        assert [message.role for message in request.messages] == ["user", "assistant", "user"]
        assert request.messages[1].text == (completion.choices[0].message.content or "")


@given(answer=answers, version=st.sampled_from([CLASSIC, NEWEST]))
def test_message_is_accepted_as_history(answer: Completion, version: str) -> None:
    message = AnthropicMessage.model_validate_json(ANTHROPIC.unary(CONTEXT, answer), strict=True)
    text = "".join(block.text for block in message.content if block.type == "text")
    for dump in DUMPS.values():
        whole = dump(message)
        for history in (whole, {"role": whole["role"], "content": whole["content"]}):
            request = read(ANTHROPIC, version=version, messages=[USER, history, USER])
            assert [message.role for message in request.messages] == ["user", "assistant", "user"]
            assert request.messages[1].text == text


@given(answer=answers)
def test_text_completion_is_accepted_as_a_prompt(answer: Completion) -> None:
    completion = TextCompletion.model_validate_json(CORTENSOR.unary(CONTEXT, answer), strict=True)
    prompt = f"hi{completion.choices[0].text}"
    assert read(CORTENSOR, prompt=prompt).prompt == prompt


@given(answer=answers)
def test_joined_stream_is_accepted_as_history(answer: Completion) -> None:
    """Clients that join the pieces themselves keep nothing as null, an empty text or no block."""
    pieces = [answer.text] if answer.text else []
    text = streamed_text(OPENAI, stream(OPENAI, *pieces, finish=answer.finish))
    blocks = [{"type": "text", "text": text}]
    kept: list[tuple[Dialect, Any]] = [(OPENAI, text), (OPENAI, text or None), (OPENAI, blocks)]
    kept += [(ANTHROPIC, text), (ANTHROPIC, blocks), (ANTHROPIC, blocks if text else [])]
    for dialect, content in kept:
        request = read(dialect, messages=[USER, {"role": "assistant", "content": content}, USER])
        assert request.messages[1].text == text


CHAT_HISTORY: list[dict[str, Any]] = [
    {"content": None},
    {},
    {"content": ""},
    {"content": []},
    {"content": [{"type": "text", "text": ""}]},
    {"content": None, "refusal": "No."},
    {"content": "", "refusal": None},
    {"content": "x", "reasoning_content": "thought", "reasoning": None, "reasoning_details": []},
    {"content": "x", "tool_calls": None, "function_call": None, "audio": None, "annotations": []},
    {"content": "x", "tool_calls": [], "annotations": None},
    {"content": "x", "id": "chatcmpl-1", "finish_reason": "stop", "provider_specific_fields": {}},
]


@pytest.mark.parametrize("message", CHAT_HISTORY)
def test_chat_history_of_other_clients_is_accepted(message: dict[str, Any]) -> None:
    request = read(OPENAI, messages=[USER, {"role": "assistant", **message}, USER])
    text = request.messages[1].text
    assert text == ("No." if message.get("refusal") else "x" if message.get("content") == "x" else "")


TEXT = {"type": "text", "text": "x"}
THOUGHT = {"type": "thinking", "thinking": "Hm.", "signature": "s"}
MESSAGES_HISTORY: list[tuple[Any, str]] = [
    ("", ""),
    ([], ""),
    ([{"type": "text", "text": ""}], ""),
    ([{"type": "text", "text": "", "citations": None}, TEXT], "x"),
    ([TEXT, {"type": "text", "text": "y", "cache_control": {"type": "ephemeral"}, "citations": []}], "xy"),
    ([THOUGHT, TEXT], "x"),
    ([THOUGHT], ""),
    ([{"type": "redacted_thinking", "data": "…"}, TEXT, THOUGHT], "x"),
]


@pytest.mark.parametrize(("content", "text"), MESSAGES_HISTORY)
@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_messages_history_of_other_clients_is_accepted(version: str, content: Any, text: str) -> None:
    history = [USER, {"role": "assistant", "content": content, "stop_details": None, "container": None}, USER]
    request = read(ANTHROPIC, version=version, messages=history)
    assert [message.text for message in request.messages] == ["hi", text, "hi"]
