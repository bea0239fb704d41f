"""Bodies that ``/v1/chat/completions`` refuses."""

from __future__ import annotations

from typing import Any

import pytest

from portal.errors import InvalidRequest, UnsupportedFeature
from tests.support.gateway.dialect_cases import OPENAI, USER, read

NOT_OFFERED: list[tuple[str, Any]] = [
    ("functions", [{"name": "f"}]),
    ("function_call", {"name": "f"}),
    ("modalities", ["text", "audio"]),
    ("audio", {"voice": "alloy", "format": "wav"}),
    ("prediction", {"type": "content", "content": "x"}),
    ("logprobs", True),
    ("top_logprobs", 3),
    ("logit_bias", {"50256": -100}),
    ("n", 2),
    ("web_search_options", {}),
    ("moderation", {"model": "m"}),
]


@pytest.mark.parametrize(("param", "value"), NOT_OFFERED)
def test_unsupported_feature_is_refused_by_name(param: str, value: Any) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(OPENAI, **{param: value})
    assert caught.value.param == param
    assert caught.value.message.startswith(f"'{param}' is not supported here: ")
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("message", "param"),
    [
        ({"role": "function", "name": "f", "content": "x"}, "messages.1.role"),
        ({"role": "assistant", "content": "x", "function_call": {"name": "f"}}, "messages.1.function_call"),
        ({"role": "assistant", "content": "x", "audio": {"id": "a"}}, "messages.1.audio"),
        ({"role": "user", "content": [{"type": "image_url"}]}, "messages.1.content.0.type"),
        (
            {"role": "user", "content": [{"type": "input_audio"}]},
            "messages.1.content.0.type",
        ),
        ({"role": "user", "content": [{"type": "file"}]}, "messages.1.content.0.type"),
    ],
)
def test_unsupported_messages_are_refused(message: dict[str, Any], param: str) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(OPENAI, messages=[USER, message])
    assert caught.value.param == param


def test_request_field_is_named_before_a_message_field() -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(OPENAI, messages=[USER, {"role": "function", "content": "x"}], functions=[{"name": "f"}])
    assert caught.value.param == "functions"


INVALID: list[tuple[dict[str, Any], str, str]] = [
    ({"messages": ...}, "messages", "is required"),
    ({"messages": []}, "messages", "must not be empty"),
    ({"messages": "hi"}, "messages", "must be an array, not a string"),
    ({"messages": None}, "messages", "must be an array, not null"),
    ({"messages": ["hi"]}, "messages.0", "must be an object, not a string"),
    ({"messages": [{"content": "x"}]}, "messages.0.role", "is required"),
    ({"messages": [USER, {"role": "bot", "content": "x"}]}, "messages.1.role", "or 'tool', not 'bot'"),
    ({"messages": [{"role": "user"}]}, "messages.0.content", "is required"),
    ({"messages": [{"role": "user", "content": None}]}, "messages.0.content", "is required"),
    ({"messages": [{"role": "user", "content": None}]}, "messages.0.content", "is required"),
    ({"messages": [{"role": "assistant", "content": None}]}, "messages.0.content", "must have text"),
    (
        {"messages": [{"role": "user", "content": 5}]},
        "messages.0.content",
        "must be a string or an array, not 5",
    ),
    ({"messages": [{"role": "user", "content": {}}]}, "messages.0.content", "not an object"),
    (
        {"messages": [{"role": "user", "content": [{"type": "text"}]}]},
        "messages.0.content.0.text",
        "is required",
    ),
    (
        {"messages": [{"role": "user", "content": [{"type": "text", "text": 1}]}]},
        "messages.0.content.0.text",
        "must be a string, not 1",
    ),
    (
        {"messages": [{"role": "user", "content": [{"type": "txt", "text": "x"}]}]},
        "messages.0.content.0.type",
        "must be 'text', not 'txt'",
    ),
    ({"model": 5}, "model", "must be a string, not 5"),
    ({"model": ""}, "model", "must not be an empty string"),
    ({"model": "m" * 257}, "model", "takes at most 256 characters"),
    ({"temperature": 2.01}, "temperature", "must be at most 2."),
    ({"temperature": -0.1}, "temperature", "must be at least 0."),
    ({"temperature": "1"}, "temperature", "must be a number, not a string"),
    ({"temperature": True}, "temperature", "must be a number, not true"),
    ({"top_p": 1.1}, "top_p", "must be at most 1"),
    ({"presence_penalty": 2.5}, "presence_penalty", "must be at most 2."),
    ({"frequency_penalty": -2.5}, "frequency_penalty", "must be at least -2"),
    ({"max_tokens": 0}, "max_tokens", "must be at least 1"),
    ({"max_tokens": 1.5}, "max_tokens", "must be an integer, not 1.5"),
    ({"max_completion_tokens": "9"}, "max_completion_tokens", "must be an integer, not a string"),
    ({"max_tokens": 10**30}, "max_tokens", "must be at most"),
    ({"max_tokens": 1, "max_completion_tokens": 1}, "max_tokens", "not both"),
    ({"seed": 2**63}, "seed", "must be at most"),
    ({"seed": "x"}, "seed", "must be an integer"),
    ({"n": 0}, "n", "must be at least 1"),
    ({"stop": ["a"] * 5}, "stop", "takes at most 4 entries"),
    ({"stop": 5}, "stop", "must be a string or an array, not 5"),
    ({"stop": ["a", None]}, "stop.1", "must be a string, not null"),
    ({"stop": "x" * 1025}, "stop", "takes at most 1024 characters"),
    ({"stop": ["x" * 1025]}, "stop.0", "takes at most 1024 characters"),
    ({"stream": "yes"}, "stream", "must be true or false, not a string"),
    ({"stream": 1}, "stream", "must be true or false, not 1"),
    ({"stream_options": {"include_usage": True}}, "stream_options", "only allowed with 'stream': true"),
    ({"stream": False, "stream_options": {}}, "stream_options", "only allowed with 'stream': true"),
    ({"stream": True, "stream_options": []}, "stream_options", "must be an object, not an array"),
    (
        {"stream": True, "stream_options": {"include_usage": "y"}},
        "stream_options.include_usage",
        "must be true or false",
    ),
    ({"user": 5}, "user", "must be a string, not 5"),
]


@pytest.mark.parametrize(("changed", "param", "message"), INVALID)
def test_invalid_field_is_named_with_its_fault(changed: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(OPENAI, **changed)
    assert type(caught.value) is InvalidRequest
    assert caught.value.param == param
    assert message in caught.value.message
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    "messages",
    [
        [{"role": "user", "content": ""}],
        [{"role": "user", "content": []}],
        [{"role": "system", "content": ""}, {"role": "user", "content": [{"type": "text", "text": ""}]}],
    ],
)
def test_conversation_without_text_is_refused(messages: list[Any]) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(OPENAI, messages=messages)
    assert caught.value.param == "messages.0.content"
