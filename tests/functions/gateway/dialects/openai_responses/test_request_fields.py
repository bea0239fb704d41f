"""Fields of a request: what applies, what the response repeats, what is ignored and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import JsonOutput, Sampling
from tests.support.gateway.dialect_cases import OPENAI_RESPONSES, read
from tests.support.gateway.response_streams import asked, whole

OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}}
STRICT = {**OBJECT, "required": ["a"], "additionalProperties": False}

DEFAULTS: dict[str, Any] = {
    "instructions": None,
    "max_output_tokens": None,
    "max_tool_calls": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "previous_response_id": None,
    "prompt_cache_key": None,
    "reasoning": {"effort": None, "summary": None},
    "safety_identifier": None,
    "service_tier": "default",
    "store": False,
    "temperature": 1.0,
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "tools": [],
    "top_p": 1.0,
    "truncation": "disabled",
    "user": None,
}
APPLIED: dict[str, Any] = {
    "instructions": "Be brief.",
    "max_output_tokens": 50,
    "temperature": 0.5,
    "top_p": 0.9,
    "presence_penalty": 0.1,
    "frequency_penalty": 0.2,
}
LABELS: dict[str, Any] = {
    "metadata": {"a": "b"},
    "parallel_tool_calls": False,
    "prompt_cache_key": "key",
    "safety_identifier": "someone",
    "user": "me",
    "max_tool_calls": 3,
}


def shown(**fields: Any) -> dict[str, Any]:
    return whole([], context=asked(**fields))


def refused(**fields: Any) -> InvalidRequest:
    with pytest.raises(InvalidRequest) as caught:
        read(OPENAI_RESPONSES, **fields)
    return caught.value


def test_response_to_a_request_without_fields_has_the_defaults() -> None:
    assert {name: shown()[name] for name in DEFAULTS} == DEFAULTS


def test_null_is_the_default() -> None:
    nulls = dict.fromkeys([*APPLIED, *LABELS, "text", "tools", "tool_choice", "truncation", "store"])
    assert shown(**nulls) == shown()


def test_fields_apply_and_are_repeated() -> None:
    request = read(OPENAI_RESPONSES, **APPLIED, **LABELS, stream=True, seed=7, stop=["END"])
    assert request.sampling == Sampling(
        max_tokens=50,
        temperature=0.5,
        top_p=0.9,
        presence_penalty=0.1,
        frequency_penalty=0.2,
        seed=7,
        stop=("END",),
    )
    assert (request.stream, request.user, request.parallel_tool_calls) == (True, "me", False)
    repeated = shown(**APPLIED, **LABELS)
    assert {name: repeated[name] for name in [*APPLIED, *LABELS]} == {**APPLIED, **LABELS}


def test_safety_identifier_stands_for_the_user() -> None:
    assert read(OPENAI_RESPONSES, safety_identifier="someone").user == "someone"


@pytest.mark.parametrize(
    "ignored",
    [
        {"store": True},
        {"store": False},
        {"truncation": "auto"},
        {"service_tier": "priority"},
        {"include": ["reasoning.encrypted_content"]},
        {"reasoning": {"effort": "high", "summary": "auto"}},
        {"text": {}},
        {"text": {"verbosity": "low"}},
        {"text": {"format": {"type": "text"}}},
        {"stream_options": {"include_obfuscation": False}},
        {"client_metadata": {"x": "y"}},
        {"background": False},
        {"previous_response_id": None},
        {"conversation": None},
        {"top_logprobs": 0},
        {"made_up": [1]},
    ],
    ids=str,
)
def test_field_that_changes_nothing_is_accepted(ignored: dict[str, Any]) -> None:
    assert read(OPENAI_RESPONSES, **ignored) == read(OPENAI_RESPONSES)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("previous_response_id", "resp_1"),
        ("conversation", "conv_1"),
        ("conversation", {"id": "conv_1"}),
        ("prompt", {"id": "pmpt_1"}),
        ("background", True),
        ("top_logprobs", 2),
        ("moderation", {"model": "x"}),
    ],
)
def test_what_would_be_lost_silently_is_refused_by_name(field: str, value: Any) -> None:
    error = refused(**{field: value})
    assert isinstance(error, UnsupportedFeature)
    assert error.param == field
    assert f"'{field}'" in error.message


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"metadata": {f"k{i}": "v" for i in range(17)}}, "metadata"),
        ({"metadata": {"k" * 65: "v"}}, f"metadata.{'k' * 65}"),
        ({"metadata": {"k": "v" * 513}}, "metadata.k"),
        ({"metadata": {"k": 1}}, "metadata.k"),
        ({"truncation": "middle"}, "truncation"),
        ({"max_output_tokens": 0}, "max_output_tokens"),
        ({"temperature": 3}, "temperature"),
        ({"instructions": ["x"]}, "instructions"),
        ({"store": "no"}, "store"),
        ({"text": {"format": {"type": "grammar"}}}, "text.format.type"),
        ({"text": {"format": {"type": "json_schema", "schema": OBJECT}}}, "text.format.name"),
        ({"text": {"format": {"type": "json_schema", "name": "x"}}}, "text.format.schema"),
        (
            {"text": {"format": {"type": "json_schema", "name": "x", "schema": OBJECT, "strict": True}}},
            "text.format",
        ),
    ],
    ids=str,
)
def test_value_out_of_bounds_is_named(fields: dict[str, Any], param: str) -> None:
    error = refused(**fields)
    assert (error.param or "").startswith(param)


@pytest.mark.parametrize(
    ("format_", "output", "repeated"),
    [
        ({"type": "json_object"}, JsonOutput(param="text.format"), {"type": "json_object"}),
        (
            {"type": "json_schema", "name": "city", "schema": OBJECT},
            JsonOutput(OBJECT, "city", None, strict=False, param="text.format"),
            {"type": "json_schema", "name": "city", "description": None, "schema": OBJECT, "strict": False},
        ),
        (
            {"type": "json_schema", "name": "city", "description": "D.", "schema": STRICT, "strict": True},
            JsonOutput(STRICT, "city", "D.", strict=True, param="text.format"),
            {"type": "json_schema", "name": "city", "description": "D.", "schema": STRICT, "strict": True},
        ),
    ],
    ids=["object", "schema", "strict schema"],
)
def test_format_of_the_answer_is_read_and_repeated(
    format_: dict[str, Any], output: JsonOutput, repeated: dict[str, Any]
) -> None:
    assert read(OPENAI_RESPONSES, text={"format": format_}).output == output
    assert shown(text={"format": format_})["text"] == {"format": repeated}
