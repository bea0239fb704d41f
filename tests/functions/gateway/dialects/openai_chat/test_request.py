"""Parsing ``/v1/chat/completions``."""

from __future__ import annotations

from typing import Any

import pytest

from portal.inference import Sampling, text_message
from tests.support.gateway.dialect_cases import OPENAI, read


def test_smallest_body_leaves_other_fields_unset() -> None:
    request = read(OPENAI)
    assert request.model == "oss-20b"
    assert request.messages == (text_message("user", "hi"),)
    assert request.prompt is None
    assert request.sampling == Sampling()
    assert not request.stream
    assert not request.include_usage
    assert request.user is None


def test_every_field_is_parsed() -> None:
    request = read(
        OPENAI,
        max_completion_tokens=5,
        temperature=2,
        top_p=0.5,
        presence_penalty=-2,
        frequency_penalty=2.0,
        seed=-(2**63),
        stop=["a", "b"],
        user="u1",
        safety_identifier="u2",
        stream=True,
        stream_options={"include_usage": True, "include_obfuscation": False},
    )
    assert request.sampling == Sampling(
        max_tokens=5,
        temperature=2.0,
        top_p=0.5,
        presence_penalty=-2.0,
        frequency_penalty=2.0,
        seed=-(2**63),
        stop=("a", "b"),
    )
    assert request.stream
    assert request.include_usage
    assert request.user == "u1"


def test_roles_and_text_parts_become_messages() -> None:
    request = read(
        OPENAI,
        messages=[
            {"role": "system", "content": "s"},
            {
                "role": "developer",
                "content": [{"type": "text", "text": "d1"}, {"type": "text", "text": "d2"}],
            },
            {"role": "user", "content": "", "name": "ann"},
            {"role": "assistant", "content": None, "refusal": "no", "tool_calls": None, "audio": None},
            {"role": "user", "content": "é\u2028\x00😀"},
        ],
    )
    assert request.messages == (
        text_message("system", "s"),
        text_message("developer", "d1d2"),
        text_message("user", "", "ann"),
        text_message("assistant", "no"),
        text_message("user", "é\u2028\x00😀"),
    )


@pytest.mark.parametrize(
    ("stop", "read_as"),
    [(None, ()), ("", ()), ([], ()), ("x", ("x",)), (["x", ""], ("x",)), (["\n\n"], ("\n\n",))],
)
def test_stop_is_a_string_or_a_list_without_empty_strings(stop: Any, read_as: tuple[str, ...]) -> None:
    assert read(OPENAI, stop=stop).sampling.stop == read_as


def test_max_tokens_equals_max_completion_tokens() -> None:
    assert read(OPENAI, max_tokens=7).sampling.max_tokens == 7
    assert read(OPENAI, max_tokens=None, max_completion_tokens=8).sampling.max_tokens == 8


@pytest.mark.parametrize(
    "harmless",
    [
        {"tools": [], "tool_choice": "auto"},
        {"tools": None, "tool_choice": "none"},
        {"response_format": {}},
        {"functions": [{"name": "f"}], "function_call": "none"},
    ],
)
def test_what_requests_no_tool_and_no_format_is_ignored(harmless: dict[str, Any]) -> None:
    assert read(OPENAI, **harmless) == read(OPENAI)


@pytest.mark.parametrize("model", [..., None])
def test_request_without_a_model_has_none(model: Any) -> None:
    assert read(OPENAI, model=model).model is None


NULLABLE = (
    "temperature",
    "top_p",
    "n",
    "seed",
    "stop",
    "stream",
    "stream_options",
    "max_tokens",
    "max_completion_tokens",
    "user",
    "tools",
    "tool_choice",
    "functions",
    "function_call",
    "response_format",
    "modalities",
    "audio",
    "prediction",
    "logprobs",
    "top_logprobs",
    "logit_bias",
    "presence_penalty",
    "frequency_penalty",
    "store",
    "metadata",
    "service_tier",
    "web_search_options",
    "moderation",
)


def test_null_equals_a_missing_field() -> None:
    assert read(OPENAI, **dict.fromkeys(NULLABLE)) == read(OPENAI)


def test_harmless_values_and_unknown_fields_are_ignored() -> None:
    harmless = read(
        OPENAI,
        n=1,
        tools=[],
        functions=[],
        tool_choice="none",
        function_call="none",
        response_format={"type": "text"},
        modalities=["text"],
        logprobs=False,
        top_logprobs=0,
        logit_bias={},
        store=True,
        metadata={"a": "b"},
        reasoning_effort="low",
        verbosity="low",
        service_tier="auto",
        prompt_cache_key="k",
        something_of_next_year={"deep": [1, {"x": None}]},
    )
    assert harmless == read(OPENAI)
