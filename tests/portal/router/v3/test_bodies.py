"""Finish reasons, choices and usage of streams and of JSON bodies."""

from __future__ import annotations

import json

import pytest

from portal.inference import TokenUsage
from tests.support.router.wire_format import DONE, USAGE, answered, body, choice, event, frame


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("stop", "stop"),
        ("eos", "stop"),
        ("end_turn", "stop"),
        ("STOP", "stop"),
        ("whatever", "stop"),
        ("length", "length"),
        ("max_tokens", "length"),
        ("content_filter", "content_filter"),
    ],
)
def test_finish_reason_is_mapped(sent: str, expected: str) -> None:
    assert answered(frame("a", sent))[1] == expected
    assert answered(json.dumps(body(choice("a", sent))).encode())[1] == expected


def test_first_choice_with_text_is_followed() -> None:
    wire = event(body(choice("", index=0), choice("b", index=1))) + event(
        body(choice("a", index=0), choice("c", "stop", index=1))
    )
    assert answered(wire)[:2] == ("bc", "stop")
    unary = json.dumps(
        body(choice("", "stop"), choice("b", "length", index=1), choice("c", index=2))
    ).encode()
    assert answered(unary)[:2] == ("b", "length")


@pytest.mark.parametrize(
    "value",
    [
        body(choice("Hi", "stop"), usage=USAGE),
        body({"message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}, usage=USAGE),
        body({"delta": {"content": "Hi"}}, usage=USAGE, task_id="12", status="completed"),
        {"output": "Hi", "usage": USAGE},
        {"text": "Hi", "status": "completed", "usage": USAGE},
        body(choice("Hi", "stop"), usage=USAGE, error=None, message=None),
    ],
)
def test_json_body_is_decoded(value: object) -> None:
    assert answered(json.dumps(value).encode()) == ("Hi", "stop", TokenUsage(5, 7))
    assert answered(b"\r\n " + json.dumps(value, indent=1).encode() + b"\n") == (
        "Hi",
        "stop",
        TokenUsage(5, 7),
    )


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {},
        [],
        {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        {"prompt_tokens": "5", "completion_tokens": 7},
        {"prompt_tokens": 5},
        {"prompt_tokens": 5, "completion_tokens": -1},
        {"prompt_tokens": True, "completion_tokens": 7},
    ],
)
def test_usage_without_a_count_is_none(usage: object) -> None:
    assert answered(json.dumps(body(choice("Hi", "stop"), usage=usage)).encode())[2] is None
    assert answered(frame("Hi") + frame("", "stop", usage=usage) + DONE)[2] is None


def test_empty_text_with_a_finish_reason_is_an_answer() -> None:
    assert answered(json.dumps(body(choice("", "length"), usage=USAGE)).encode()) == (
        "",
        "length",
        TokenUsage(5, 7),
    )
    assert answered(frame("", "length") + DONE)[:2] == ("", "length")
    assert answered(frame("", "length"))[:2] == ("", "length")
