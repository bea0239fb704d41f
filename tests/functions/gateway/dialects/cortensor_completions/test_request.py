"""Parsing ``/v1/completions``."""

from __future__ import annotations

from typing import Any

import pytest

from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import Sampling
from tests.support.gateway.dialect_cases import CORTENSOR, USER, read


def test_documented_sample_is_parsed() -> None:
    request = read(CORTENSOR, model="default", max_tokens=160, temperature=0.7, top_p=1, stream=False)
    assert request.model == "default"
    assert request.prompt == "hi"
    assert request.messages == ()
    assert request.sampling == Sampling(max_tokens=160, temperature=0.7, top_p=1.0)
    assert not request.stream


def test_every_field_is_parsed() -> None:
    request = read(
        CORTENSOR,
        top_k=40,
        presence_penalty=1,
        frequency_penalty=-1,
        seed=7,
        stop="END",
        stream=True,
        stream_options={"include_usage": True},
        user="u",
    )
    assert request.sampling == Sampling(
        top_k=40, presence_penalty=1.0, frequency_penalty=-1.0, seed=7, stop=("END",)
    )
    assert request.stream
    assert request.include_usage
    assert request.user == "u"


def test_router_fields_of_the_protocol_are_ignored() -> None:
    internal = read(
        CORTENSOR, session_id=7, prompt_type=1, node_type=0, max_miners=3, timeout=5, provider="x"
    )
    assert internal == read(CORTENSOR)


@pytest.mark.parametrize(
    ("param", "value"),
    [
        ("n", 2),
        ("best_of", 2),
        ("messages", [USER]),
        ("tools", [{"type": "function"}]),
        ("tool_choice", "required"),
        ("prompt", ["a", "b"]),
        ("prompt", [1, 2]),
        ("prompt", [[1, 2]]),
        ("response_format", {"type": "json_object"}),
        ("logprobs", 0),
        ("logprobs", 5),
        ("logprobs", True),
        ("logit_bias", {"1": 1}),
        ("echo", True),
        ("suffix", "end"),
    ],
)
def test_unsupported_feature_is_refused_by_name(param: str, value: Any) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(CORTENSOR, **{param: value})
    assert caught.value.param == param


@pytest.mark.parametrize(
    "harmless",
    [
        {"n": 1, "best_of": 1, "echo": False, "suffix": None, "tools": []},
        {"n": None, "best_of": None, "echo": None, "suffix": "", "logit_bias": {}},
        {"tools": [{"type": "function"}], "tool_choice": "none"},
        {"prompt": ["hi"]},
        {"logprobs": False},
        {"logprobs": None},
    ],
)
def test_harmless_values_are_ignored(harmless: dict[str, Any]) -> None:
    assert read(CORTENSOR, **harmless) == read(CORTENSOR)


@pytest.mark.parametrize(
    ("changed", "param", "message"),
    [
        ({"prompt": ...}, "prompt", "is required"),
        ({"prompt": ""}, "prompt", "must not be an empty string"),
        ({"prompt": 5}, "prompt", "must be a string or an array, not 5"),
        ({"prompt": None}, "prompt", "must be a string or an array, not null"),
        ({"prompt": []}, "prompt", "must not be empty"),
        ({"prompt": [""]}, "prompt", "must not be empty"),
        ({"stream_options": {"include_usage": True}}, "stream_options", "only allowed with 'stream': true"),
        ({"max_tokens": 0}, "max_tokens", "must be at least 1"),
        ({"temperature": 2.1}, "temperature", "must be at most 2"),
        ({"top_p": 2}, "top_p", "must be at most 1"),
        ({"top_k": -1}, "top_k", "must be at least 0"),
        ({"stop": ["a"] * 5}, "stop", "takes at most 4 entries"),
        ({"stream": "no"}, "stream", "must be true or false"),
        ({"model": []}, "model", "must be a string"),
    ],
)
def test_invalid_field_is_named_with_its_fault(changed: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(CORTENSOR, **changed)
    assert type(caught.value) is InvalidRequest
    assert caught.value.param == param
    assert message in caught.value.message
