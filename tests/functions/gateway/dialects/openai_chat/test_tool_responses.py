"""Calls in chat completions and chunks, as OpenAI's clients join them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portal.inference import ArgumentsDelta, Finish, FinishReason, InferenceRequest, ToolCallStart, ToolChoice
from tests.support.gateway.dialect_cases import OPENAI
from tests.support.gateway.responses import CONTEXT, stream_of, unary_of
from tests.support.gateway.sse import events

A, B = ToolCallStart("call_a", "read"), ToolCallStart("call_b", "write")


def deltas(raw: bytes) -> list[dict[str, Any]]:
    return [data["choices"][0]["delta"] for _, data in events(raw) if data != "[DONE]"]


def test_call_is_streamed_with_id_and_name_once_and_a_dense_index() -> None:
    raw = stream_of(OPENAI, "Hm.", A, ArgumentsDelta('{"x"'), ArgumentsDelta(":1}"), B, ArgumentsDelta("{}"))
    assert deltas(raw) == [
        {"role": "assistant", "content": "", "refusal": None},
        {"content": "Hm."},
        {
            "tool_calls": [
                {
                    "index": 0,
                    "id": "call_a",
                    "type": "function",
                    "function": {"name": "read", "arguments": ""},
                }
            ]
        },
        {"tool_calls": [{"index": 0, "function": {"arguments": '{"x"'}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": ":1}"}}]},
        {
            "tool_calls": [
                {
                    "index": 1,
                    "id": "call_b",
                    "type": "function",
                    "function": {"name": "write", "arguments": ""},
                }
            ]
        },
        {"tool_calls": [{"index": 1, "function": {"arguments": "{}"}}]},
        {},
    ]
    assert events(raw)[-2][1]["choices"][0]["finish_reason"] == "tool_calls"


def test_text_after_a_call_is_content() -> None:
    assert deltas(stream_of(OPENAI, A, "And.", B, "Done."))[2::2] == [
        {"content": "And."},
        {"content": "Done."},
    ]


def test_message_with_calls_only_has_null_content() -> None:
    body = unary_of(OPENAI, A, ArgumentsDelta("{ not JSON"))
    choice = body["choices"][0]
    assert choice["message"] == {
        "role": "assistant",
        "content": None,
        "refusal": None,
        "annotations": [],
        "tool_calls": [
            {"id": "call_a", "type": "function", "function": {"name": "read", "arguments": "{ not JSON"}}
        ],
    }
    assert choice["finish_reason"] == "tool_calls"


def test_message_with_text_and_calls_has_both() -> None:
    message = unary_of(OPENAI, "One ", A, "two.")["choices"][0]["message"]
    assert message["content"] == "One two."
    assert [call["id"] for call in message["tool_calls"]] == ["call_a"]


def test_message_without_calls_has_no_list_of_them() -> None:
    message = unary_of(OPENAI, finish=Finish("stop"))["choices"][0]["message"]
    assert "tool_calls" not in message
    assert message["content"] == ""


@pytest.mark.parametrize(
    ("choice", "reason", "shown"),
    [
        (ToolChoice("auto"), "tool_calls", "tool_calls"),
        (ToolChoice("required"), "tool_calls", "tool_calls"),
        (ToolChoice("named", "read"), "tool_calls", "stop"),
        (ToolChoice("named", "read"), "length", "length"),
        (ToolChoice("required"), "length", "length"),
    ],
)
def test_finish_reason_of_calls_is_that_of_openai(
    choice: ToolChoice, reason: FinishReason, shown: str
) -> None:
    context = replace(CONTEXT, request=InferenceRequest(None, tool_choice=choice))
    body = unary_of(OPENAI, A, context=context, finish=Finish(reason))
    assert body["choices"][0]["finish_reason"] == shown
    raw = stream_of(OPENAI, A, context=context, finish=Finish(reason))
    assert events(raw)[-2][1]["choices"][0]["finish_reason"] == shown
