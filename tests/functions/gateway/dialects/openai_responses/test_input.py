"""Items of ``input`` become messages, with the results of calls right after them."""

from __future__ import annotations

from typing import Any

import pytest

from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import Message, ToolCall, ToolResult, text_message
from tests.support.gateway.dialect_cases import OPENAI_RESPONSES, read
from tests.support.gateway.response_streams import MAIL

Item = dict[str, Any]

USER: Item = {"role": "user", "content": "hi"}
REASONING: Item = {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"}


def call(call_id: str, name: str = "weather", **fields: Any) -> Item:
    return {"type": "function_call", "call_id": call_id, "name": name, "arguments": "{}", **fields}


def output(call_id: str, text: Any = "Sunny.") -> Item:
    return {"type": "function_call_output", "call_id": call_id, "output": text}


def said(text: str) -> Item:
    """An assistant's message, as clients send an item of an answer back."""
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [part]}


def messages(*items: Item, **fields: Any) -> tuple[Message, ...]:
    return read(OPENAI_RESPONSES, input=list(items), **fields).messages


def refused(*items: Any) -> InvalidRequest:
    with pytest.raises(InvalidRequest) as caught:
        read(OPENAI_RESPONSES, input=list(items))
    return caught.value


def calling(*ids: str, text: str | None = None) -> Message:
    calls = [ToolCall(call_id, "weather", "{}") for call_id in ids]
    return Message("assistant", (*([] if text is None else [text]), *calls))


def answering(*ids: str) -> Message:
    return Message("tool", tuple([ToolResult(call_id, "Sunny.") for call_id in ids]))


def test_string_is_a_user_message_after_the_instructions() -> None:
    request = read(OPENAI_RESPONSES, input="hi", instructions="Be brief.")
    assert request.messages == (text_message("system", "Be brief."), text_message("user", "hi"))


@pytest.mark.parametrize("type_", [{}, {"type": "message"}])
@pytest.mark.parametrize("role", ["user", "assistant", "system", "developer"])
@pytest.mark.parametrize(
    "content",
    [
        "hi",
        [{"type": "input_text", "text": "h"}, {"type": "output_text", "text": "i", "annotations": []}],
        [{"type": "refusal", "refusal": "hi"}],
    ],
    ids=["string", "text parts", "refusal"],
)
def test_message_has_the_text_of_its_content(role: Any, type_: Item, content: Any) -> None:
    item = {**type_, "role": role, "content": content, "id": "msg_1", "phase": "final_answer"}
    assert messages(item, USER)[0] == text_message(role, "hi")


def test_reasoning_is_dropped() -> None:
    found = messages(USER, REASONING, said("Let me look."), REASONING, call("a"), output("a"), REASONING)
    assert found == (text_message("user", "hi"), calling("a", text="Let me look."), answering("a"))


def test_text_and_parallel_calls_of_a_turn_are_one_message() -> None:
    found = messages(USER, said("Look."), call("a"), call("b"), output("b"), output("a"), said("Sunny."))
    assert found[1:] == (
        calling("a", "b", text="Look."),
        answering("b", "a"),
        text_message("assistant", "Sunny."),
    )


def test_calls_with_their_outputs_in_turn_are_two_turns() -> None:
    found = messages(USER, call("a"), output("a"), call("a"), output("a"))
    assert found[1:] == (calling("a"), answering("a")) * 2


def test_calls_and_outputs_that_interleave_are_one_turn() -> None:
    found = messages(USER, call("a"), call("b"), output("a"), call("c"), output("b"), output("c"))
    assert found[1:] == (calling("a", "b", "c"), answering("a", "b", "c"))


def test_text_of_the_model_before_an_output_moves_before_the_results() -> None:
    found = messages(USER, call("a"), said("One moment."), output("a"), USER)
    call_a = ToolCall("a", "weather", "{}")
    assert found[1:3] == (Message("assistant", (call_a, "One moment.")), answering("a"))
    assert found[1].text == "One moment."


@pytest.mark.parametrize("role", ["user", "system", "developer"])
def test_other_messages_before_an_output_move_behind_the_results(role: Any) -> None:
    found = messages(USER, call("a"), {"role": role, "content": "wait"}, output("a"), said("Sunny."))
    assert found[1:] == (
        calling("a"),
        answering("a"),
        text_message(role, "wait"),
        text_message("assistant", "Sunny."),
    )


def test_output_may_be_a_list_of_texts() -> None:
    parts = [{"type": "input_text", "text": "Sun"}, {"type": "input_text", "text": "ny."}]
    assert messages(USER, call("a"), output("a", parts))[-1] == answering("a")


@pytest.mark.parametrize("tools", [[MAIL], []])
def test_call_of_a_namespace_has_the_name_that_the_model_knows(tools: list[Item]) -> None:
    found = messages(USER, call("a", "send", namespace="mail"), output("a"), tools=tools)
    assert [each.name for each in found[1].calls] == ["mail__send"]


def test_output_without_its_call_is_refused() -> None:
    error = refused(USER, output("a"))
    assert error.message == "No tool call found for function call output with call_id a."
    assert error.param == "input.1.call_id"
    assert refused(USER, call("a"), output("a"), output("a")).param == "input.3.call_id"


@pytest.mark.parametrize("after", [[], [USER], [said("x")], [call("b"), output("b")]])
def test_call_without_its_output_is_refused(after: list[Item]) -> None:
    error = refused(USER, call("a"), *after)
    assert error.message == "No tool output found for function call a."
    assert error.param == "input.1.call_id"


def test_two_calls_of_a_turn_need_two_ids() -> None:
    assert refused(USER, call("a"), call("a"), output("a")).param == "input.2.call_id"


@pytest.mark.parametrize(
    ("item", "param", "words"),
    [
        ({"type": "item_reference", "id": "msg_1"}, "type", "reference to a stored item"),
        ({"id": "msg_1"}, "id", "reference to a stored item"),
        ({"type": "web_search_call", "id": "ws_1"}, "type", "an item of type 'web_search_call'"),
        ({"type": "x" * 1_000}, "type", f"an item of type '{'x' * 40}'"),
        ({"type": 5}, "type", "an item of type 'int'"),
        ({"role": "user", "content": [{"type": "input_image"}]}, "content.0.type", "image input"),
        ({"role": "user", "content": [{"type": "input_file"}]}, "content.0.type", "file input"),
        (output("a", [{"type": "input_image"}]), "output.0.type", "image input"),
    ],
)
def test_what_is_not_offered_is_refused_by_name(item: Item, param: str, words: str) -> None:
    error = refused(USER, item)
    assert isinstance(error, UnsupportedFeature)
    assert error.param == f"input.1.{param}"
    assert words in error.message


@pytest.mark.parametrize(
    ("item", "param"),
    [
        ("hi", "input.1"),
        ({"role": "user"}, "input.1.content"),
        ({"role": "bot", "content": "x"}, "input.1.role"),
        ({"role": "tool", "content": "x"}, "input.1.role"),
        ({"type": "message", "content": "x"}, "input.1.role"),
        ({"role": "user", "content": [{"type": "text", "text": "x"}]}, "input.1.content.0.type"),
        ({"type": "function_call", "name": "f", "arguments": "{}"}, "input.1.call_id"),
        (call("a", "not a name"), "input.1.name"),
        (call("a", arguments={}), "input.1.arguments"),
        ({"type": "function_call_output", "call_id": "a"}, "input.1.output"),
    ],
)
def test_invalid_item_is_named(item: Any, param: str) -> None:
    assert refused(USER, item).param == param


@pytest.mark.parametrize("sent", ["", [], [{"role": "user", "content": ""}], [REASONING], None, ...])
def test_input_without_text_is_refused(sent: Any) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(OPENAI_RESPONSES, input=sent, instructions="Be brief.")
    assert caught.value.param == "input"
