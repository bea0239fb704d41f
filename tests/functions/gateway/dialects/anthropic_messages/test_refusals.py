"""Bodies that ``/v1/messages`` refuses, and ``count_tokens`` with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.gateway.dialects.anthropic_messages.version import CLASSIC, NEWEST
from portal.errors import InvalidRequest, UnsupportedFeature
from tests.support.gateway.dialect_cases import ANTHROPIC, USER, parts, read

NOT_OFFERED: list[tuple[dict[str, Any], str]] = [
    ({"tools": [{"type": "web_search_20250305", "name": "web_search"}]}, "tools.0.type"),
    ({"thinking": {"type": "enabled", "budget_tokens": 1024}}, "thinking"),
    ({"mcp_servers": [{"type": "url"}]}, "mcp_servers"),
    ({"container": "c_1"}, "container"),
    (
        {"messages": [{**USER, "output_config": {"format": {"type": "json_schema"}}}]},
        "messages.0.output_config.format",
    ),
    ({"inference_geo": "us"}, "inference_geo"),
    ({"thread": {"type": "create"}}, "thread"),
    ({"thread": {"type": "continue", "previous_message_id": "msg_1"}}, "thread"),
    ({"system": [{"type": "image", "source": {}}]}, "system.0.type"),
]


NOT_OFFERED += [
    ({"messages": [{"role": "user", "content": [{"type": "text", "text": "x"}, {"type": kind}]}]}, path)
    for kind, path in [
        (kind, "messages.0.content.1.type")
        for kind in [
            "image",
            "document",
            "search_result",
            "thinking",
            "redacted_thinking",
            "server_tool_use",
            "web_search_tool_result",
            "container_upload",
        ]
    ]
]


@pytest.mark.parametrize(("changed", "param"), NOT_OFFERED)
@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_unsupported_feature_is_refused_by_name(changed: dict[str, Any], param: str, version: str) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(ANTHROPIC, version=version, **changed)
    assert caught.value.param == param


INVALID: list[tuple[dict[str, Any], str, str]] = [
    ({"max_tokens": ...}, "max_tokens", "is required"),
    ({"max_tokens": None}, "max_tokens", "must be an integer, not null"),
    ({"max_tokens": 0}, "max_tokens", "must be at least 1"),
    ({"messages": []}, "messages", "must not be empty"),
    ({"messages": [{"role": "user"}]}, "messages.0.content", "is required"),
    (
        {"messages": [{"role": "user", "content": None}]},
        "messages.0.content",
        "a string or an array, not null",
    ),
    ({"messages": [{"role": "user", "content": ""}]}, "messages.0.content", "must not be empty"),
    ({"messages": [{"role": "user", "content": []}]}, "messages.0.content", "must not be empty"),
    ({"messages": [{"role": "system", "content": ""}, USER]}, "messages.0.content", "must not be empty"),
    ({"messages": [{"role": "developer", "content": "x"}]}, "messages.0.role", "not 'developer'"),
    (
        {"messages": [{"role": "user", "content": [{"type": "txt"}]}]},
        "messages.0.content.0.type",
        "not 'txt'",
    ),
    ({"messages": [{"role": "user", "content": ["x"]}]}, "messages.0.content.0", "must be an object"),
    ({"system": 5}, "system", "must be a string or an array, not 5"),
    ({"temperature": 1.5}, "temperature", "must be at most 1"),
    ({"top_p": -1}, "top_p", "must be at least 0"),
    ({"top_k": -1}, "top_k", "must be at least 0"),
    ({"top_k": 0.5}, "top_k", "must be an integer, not 0.5"),
    ({"stop_sequences": "END"}, "stop_sequences", "must be an array, not a string"),
    ({"stop_sequences": ["END", " \n"]}, "stop_sequences.1", "whitespace only"),
    ({"stop_sequences": [1]}, "stop_sequences.0", "must be a string"),
    ({"stop_sequences": ["END"] * 65}, "stop_sequences", "takes at most 64 entries"),
    ({"stop_sequences": ["x" * 1025]}, "stop_sequences.0", "takes at most 1024 characters"),
    ({"stream": "true"}, "stream", "must be true or false"),
    ({"metadata": {"user_id": 5}}, "metadata.user_id", "must be a string"),
    ({"metadata": []}, "metadata", "must be an object"),
]


@pytest.mark.parametrize(("changed", "param", "message"), INVALID)
def test_invalid_field_is_named_with_its_fault(changed: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(ANTHROPIC, **changed)
    assert type(caught.value) is InvalidRequest
    assert caught.value.param == param
    assert message in caught.value.message


COUNTED: dict[str, Any] = {
    "model": "oss-20b",
    "system": parts("be ", "kind"),
    "messages": [
        USER,
        {"role": "assistant", "content": parts("x")},
        {"role": "system", "content": "y"},
        USER,
    ],
}


@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_count_has_the_messages_of_a_request(version: str) -> None:
    headers = {"anthropic-version": version}
    counted = ANTHROPIC.parse_count(json.dumps(COUNTED).encode(), headers)
    run = ANTHROPIC.parse(json.dumps(COUNTED | {"max_tokens": 5, "stream": True}).encode(), headers)
    assert counted.messages == run.messages
    assert counted.model == run.model


def test_count_and_request_have_the_same_refusals() -> None:
    for changed, param in [*NOT_OFFERED, ({"temperature": 0.5}, "temperature")]:
        body = json.dumps(COUNTED | changed).encode()
        with pytest.raises(UnsupportedFeature) as caught:
            ANTHROPIC.parse_count(body, {"anthropic-version": NEWEST})
        assert caught.value.param == param


def test_count_response_has_the_input_tokens() -> None:
    assert json.loads(ANTHROPIC.count(42)) == {"input_tokens": 42}
