"""Calls and results among the messages of a chat request."""

from __future__ import annotations

from typing import Any

import pytest

from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import Message, ToolCall, ToolResult, text_message
from tests.support.gateway.dialect_cases import OPENAI, USER, parts, read

Sent = dict[str, Any]


def call(call_id: str = "a", arguments: str = "{}", **changes: Any) -> Sent:
    return {"id": call_id, "type": "function", "function": {"name": "f", "arguments": arguments}, **changes}


def asking(*calls: Sent, **changes: Any) -> Sent:
    return {"role": "assistant", "tool_calls": list(calls), **changes}


def result(call_id: str = "a", content: Any = "sunny") -> Sent:
    return {"role": "tool", "tool_call_id": call_id, "content": content}


@pytest.mark.parametrize(
    ("content", "texts"),
    [(..., ()), (None, ()), ("", ()), ("Hm.", ("Hm.",)), ([], ()), (parts("H", "m."), ("Hm.",))],
)
def test_assistant_message_with_calls_has_any_content(content: Any, texts: tuple[str, ...]) -> None:
    asked = asking(call(), content=content)
    if content is ...:
        del asked["content"]
    request = read(OPENAI, messages=[USER, asked, result()])
    assert request.messages[1] == Message("assistant", (*texts, ToolCall("a", "f", "{}")))
    assert request.features == {"tools"}


def test_arguments_pass_as_the_model_wrote_them() -> None:
    for arguments in ("", "{ not JSON", '{"x" : 1.0}'):
        request = read(OPENAI, messages=[USER, asking(call(arguments=arguments)), result()])
        assert request.messages[1].calls[0].arguments == arguments


@pytest.mark.parametrize(("content", "text"), [("", ""), ("sunny", "sunny"), (parts("sun", "ny"), "sunny")])
def test_result_is_a_string_or_text_parts(content: Any, text: str) -> None:
    request = read(OPENAI, messages=[USER, asking(call()), result(content=content), USER])
    assert request.messages[2] == Message("tool", (ToolResult("a", text),))
    assert request.messages[3] == text_message("user", "hi")


def test_calls_are_answered_in_any_order() -> None:
    request = read(OPENAI, messages=[USER, asking(call("a"), call("b")), result("b"), result("a"), USER])
    assert [message.results[0].call_id for message in request.messages if message.results] == ["b", "a"]


def test_two_calls_of_one_id_need_two_results() -> None:
    messages = [USER, asking(call(), call()), result(), result(), USER]
    assert len(read(OPENAI, messages=messages).messages) == 5
    with pytest.raises(InvalidRequest):
        read(OPENAI, messages=messages[:3])


@pytest.mark.parametrize("calls", [None, []])
def test_assistant_message_without_calls_is_text(calls: Any) -> None:
    request = read(OPENAI, messages=[USER, {"role": "assistant", "content": "x", "tool_calls": calls}])
    assert request.messages[1] == text_message("assistant", "x")
    assert not request.features


INVALID: list[tuple[list[Sent], str, str]] = [
    ([USER, result()], "messages.[1].role", "must be a response to a preceding message with 'tool_calls'"),
    ([result()], "messages.[0].role", "must be a response"),
    ([USER, asking(call()), result(), USER, result()], "messages.[4].role", "must be a response"),
    ([USER, asking(call())], "messages.[1].role", "did not have response messages: a"),
    ([USER, asking(call()), USER], "messages.[1].role", "must be followed by tool messages"),
    ([asking(call("a"), call("b")), result("b"), USER], "messages.[0].role", "messages: a."),
    ([asking(call()), asking(call("b")), result("b")], "messages.[0].role", "messages: a."),
    ([asking(call()), result("b")], "messages.[1].tool_call_id", "not found"),
    ([asking(call()), result(), result()], "messages.[2].tool_call_id", "answered already"),
    ([asking(call()), {"role": "tool", "content": "x"}], "messages.[1].tool_call_id", "is required"),
    ([asking(call()), {"role": "tool", "tool_call_id": "a"}], "messages.1.content", "is required"),
    ([{"role": "user", "content": "x", "tool_calls": [call()]}], "messages.[0].tool_calls", "only allowed"),
    ([asking({"id": "a", "type": "function"}), result()], "messages.0.tool_calls.0.function", "is required"),
    ([asking(call("")), result("")], "messages.0.tool_calls.0.id", "must not be an empty string"),
    (
        [asking(call(function={"name": "f", "arguments": {}})), result()],
        "messages.0.tool_calls.0.function.arguments",
        "must be a string, not an object",
    ),
    (
        [asking(call(function={"name": "a b", "arguments": ""})), result()],
        "messages.0.tool_calls.0.function.name",
        "must match",
    ),
]


@pytest.mark.parametrize(("messages", "param", "message"), INVALID)
def test_broken_history_is_refused_as_openai_does(messages: list[Sent], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(OPENAI, messages=messages)
    assert type(caught.value) is InvalidRequest
    assert caught.value.param == param
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("message", "param"),
    [
        (asking({"id": "a", "type": "custom", "custom": {}}), "messages.0.tool_calls.0.type"),
        (result(content=[{"type": "image_url"}]), "messages.0.content.0.type"),
    ],
)
def test_other_calls_and_results_are_refused_by_name(message: Sent, param: str) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(OPENAI, messages=[message])
    assert caught.value.param == param


def test_calls_count_as_parts_of_the_messages() -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(OPENAI, messages=[asking(*[call(str(i)) for i in range(2_000)], content=parts(*["x"] * 6_200))])
    assert caught.value.param == "messages.0.tool_calls"
    assert "more than 8,192 parts" in caught.value.message
