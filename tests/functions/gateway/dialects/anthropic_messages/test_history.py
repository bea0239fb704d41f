"""Calls and results among the messages of a Messages request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.gateway.dialects.anthropic_messages.version import CLASSIC, NEWEST
from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import Message, ToolCall, ToolResult, text_message
from tests.support.gateway.dialect_cases import ANTHROPIC, USER, parts, read

Sent = dict[str, Any]
THOUGHT = {"type": "thinking", "thinking": "Hm.", "signature": "s"}


def call(call_id: str = "a", **arguments: Any) -> Sent:
    return {"type": "tool_use", "id": call_id, "name": "f", "input": arguments}


def result(call_id: str = "a", **fields: Any) -> Sent:
    return {"type": "tool_result", "tool_use_id": call_id, **fields}


def assistant(*blocks: Sent) -> Sent:
    return {"role": "assistant", "content": list(blocks)}


def user(*blocks: Sent) -> Sent:
    return {"role": "user", "content": list(blocks)}


@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_calls_and_results_become_messages(version: str) -> None:
    request = read(
        ANTHROPIC,
        version=version,
        messages=[
            USER,
            assistant(THOUGHT, *parts("Let me ", "look."), call("a", x=1), call("b"), THOUGHT),
            user(result("b", content="two"), result("a", is_error=True), *parts("And ", "then?")),
            assistant({**call("c"), "caller": {"type": "direct"}, "cache_control": {"type": "ephemeral"}}),
            user(result("c", content=parts("x", "y"), is_error=None)),
        ],
    )
    assert request.messages == (
        text_message("user", "hi"),
        Message("assistant", ("Let me look.", ToolCall("a", "f", '{"x":1}'), ToolCall("b", "f", "{}"))),
        Message("tool", (ToolResult("b", "two"), ToolResult("a", "", is_error=True))),
        text_message("user", "And then?"),
        Message("assistant", (ToolCall("c", "f", "{}"),)),
        Message("tool", (ToolResult("c", "xy"),)),
    )
    assert request.features == {"tools"}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (None, ""),
        ("", ""),
        ("sunny", "sunny"),
        ([], ""),
        (parts("sun", "ny"), "sunny"),
        ([{"type": "tool_reference", "tool_name": n} for n in ("Read", "Edit")], "Read\nEdit\n"),
    ],
)
def test_result_is_a_string_or_text_blocks(content: Any, text: str) -> None:
    request = read(ANTHROPIC, messages=[assistant(call()), user(result(content=content))])
    assert request.messages[1].results == [ToolResult("a", text)]


def test_input_becomes_compact_json() -> None:
    sent: dict[str, Any] = {"b": [1.5, None, True], "a": {"é": "\u2028"}, "n": 10**30}
    asked = read(ANTHROPIC, messages=[assistant(call(**sent)), user(result())]).messages[0].calls[0]
    assert asked.arguments == '{"b":[1.5,null,true],"a":{"é":"\u2028"},"n":1000000000000000000000000000000}'


def test_system_message_between_calls_and_results_goes_behind_them() -> None:
    request = read(
        ANTHROPIC,
        messages=[assistant(call()), {"role": "system", "content": "s"}, user(result(), *parts("u"))],
    )
    assert [message.role for message in request.messages] == ["assistant", "tool", "system", "user"]


NO_RESULT = "`tool_use` ids were found without `tool_result` blocks immediately after: a."
INVALID: list[tuple[list[Sent], str, str]] = [
    ([assistant(call())], "messages.0.content", f"messages.0: {NO_RESULT}"),
    ([USER, assistant(call()), USER], "messages.1.content", f"messages.1: {NO_RESULT}"),
    ([assistant(call()), assistant(call("b"))], "messages.0.content", NO_RESULT),
    (
        [assistant(call("a"), call("b")), user(result("b")), user(result("a"))],
        "messages.0.content",
        NO_RESULT,
    ),
    ([user(result())], "messages.0.content.0.tool_use_id", "unexpected `tool_use_id`"),
    ([assistant(call()), user(result("b"))], "messages.1.content.0.tool_use_id", "unexpected `tool_use_id`"),
    ([assistant(call()), user(result(), result())], "messages.1.content.1.tool_use_id", "of its own"),
    ([assistant(call()), user(*parts("x"), result())], "messages.1.content.1", "must come before"),
    ([assistant(call(), call())], "messages.0.content.1.id", "must be unique"),
    ([user(call())], "messages.0.content.0.type", "only be in `assistant` messages"),
    ([assistant(result())], "messages.0.content.0.type", "only be in `user` messages"),
    ([{"role": "system", "content": [call()]}], "messages.0.content.0.type", "only be in `assistant`"),
    ([{"role": "system", "content": [result()]}], "messages.0.content.0.type", "only be in `user`"),
    ([assistant({**call(), "input": "{}"})], "messages.0.content.0.input", "must be an object, not a string"),
    ([assistant({"type": "tool_use", "name": "f", "input": {}})], "messages.0.content.0.id", "is required"),
    ([assistant({**call(), "name": "a b"})], "messages.0.content.0.name", "must match"),
    ([user({"type": "tool_result"})], "messages.0.content.0.tool_use_id", "is required"),
    ([user(result(content=5))], "messages.0.content.0.content", "must be a string or an array, not 5"),
    ([user(result(is_error="no"))], "messages.0.content.0.is_error", "must be true or false"),
]


@pytest.mark.parametrize(("messages", "param", "message"), INVALID)
def test_broken_history_is_refused_as_anthropic_does(messages: list[Sent], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(ANTHROPIC, messages=messages)
    assert type(caught.value) is InvalidRequest
    assert caught.value.param == param
    assert message in caught.value.message


@pytest.mark.parametrize("kind", ["image", "document", "search_result"])
def test_result_of_another_kind_is_refused_by_name(kind: str) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(ANTHROPIC, messages=[assistant(call()), user(result(content=[*parts("x"), {"type": kind}]))])
    assert caught.value.param == "messages.1.content.0.content.1.type"


def test_infinite_number_of_an_input_is_refused() -> None:
    messages = json.dumps([assistant(call(y=10**30, x="?"))]).replace('"?"', "1e999")
    body = f'{{"max_tokens": 1, "messages": {messages}}}'.encode()
    with pytest.raises(InvalidRequest) as caught:
        ANTHROPIC.parse(body, {})
    assert caught.value.param == "messages.0.content.0.input"
