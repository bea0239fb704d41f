"""Calls as blocks of a message, whole and streamed."""

from __future__ import annotations

from typing import Any

import pytest

from portal.inference import ArgumentsDelta, Finish, ToolCallStart
from tests.support.gateway.dialect_cases import ANTHROPIC
from tests.support.gateway.responses import stream_of, unary_of
from tests.support.gateway.sse import events

A, B = ToolCallStart("call_a", "read"), ToolCallStart("call_b", "write")


def blocks(raw: bytes) -> list[tuple[Any, ...]]:
    """Return (kind of event, index, its content) of the events of blocks."""
    return [
        (
            data["type"].removeprefix("content_block_"),
            data["index"],
            data.get("content_block") or data.get("delta"),
        )
        for _, data in events(raw)
        if data["type"].startswith("content_block")
    ]


def call_block(call: ToolCallStart, **arguments: Any) -> dict[str, Any]:
    return {
        "type": "tool_use",
        "id": call.id,
        "name": call.name,
        "input": arguments,
        "caller": {"type": "direct"},
    }


def text_block(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text, "citations": None}


def test_blocks_follow_each_other_with_dense_indexes() -> None:
    raw = stream_of(ANTHROPIC, "Hm.", A, ArgumentsDelta('{"x"'), ArgumentsDelta(":1}"), B, "Done.")
    assert blocks(raw) == [
        ("start", 0, text_block("")),
        ("delta", 0, {"type": "text_delta", "text": "Hm."}),
        ("stop", 0, None),
        ("start", 1, call_block(A)),
        ("delta", 1, {"type": "input_json_delta", "partial_json": '{"x"'}),
        ("delta", 1, {"type": "input_json_delta", "partial_json": ":1}"}),
        ("stop", 1, None),
        ("start", 2, call_block(B)),
        ("stop", 2, None),
        ("start", 3, text_block("")),
        ("delta", 3, {"type": "text_delta", "text": "Done."}),
        ("stop", 3, None),
    ]
    assert events(raw)[-2][1]["delta"]["stop_reason"] == "tool_use"


def test_message_has_the_blocks_in_order() -> None:
    body = unary_of(ANTHROPIC, "Hm.", A, ArgumentsDelta('{"x": [1, {"y": null}]}'), "Done.", B)
    assert body["content"] == [
        text_block("Hm."),
        call_block(A, x=[1, {"y": None}]),
        text_block("Done."),
        call_block(B),
    ]
    assert body["stop_reason"] == "tool_use"


@pytest.mark.parametrize("arguments", ["", " ", '{"x":', "[1]", "null", '"x"', "{}trailing", "\ud800"])
def test_arguments_that_are_no_object_are_an_empty_input(arguments: str) -> None:
    body = unary_of(ANTHROPIC, A, ArgumentsDelta(arguments), finish=Finish("length"))
    assert body["content"] == [call_block(A)]
    assert body["stop_reason"] == "max_tokens"


def test_call_without_arguments_has_no_fragment() -> None:
    assert [kind for kind, _, _ in blocks(stream_of(ANTHROPIC, A, ArgumentsDelta("")))] == ["start", "stop"]


def test_number_of_many_digits_stays_as_written() -> None:
    body = unary_of(ANTHROPIC, A, ArgumentsDelta('{"n": 123456789012345678901234567890}'))
    assert body["content"][0]["input"] == {"n": 123456789012345678901234567890}
