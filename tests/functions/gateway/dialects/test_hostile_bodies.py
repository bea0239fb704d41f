"""Hostile bodies: every dialect raises one small error, quickly."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.gateway.dialects import Dialect
from portal.errors import InvalidRequest, MalformedBody
from tests.support.gateway.dialect_cases import ANTHROPIC, DIALECTS, OPENAI, smallest

each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


@each_dialect
@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is empty"),
        (b"{", "not valid JSON"),
        (b"hello", "not valid JSON"),
        (b'{"model": "x"} trailing', "trailing characters"),
        (b'{"model": "\xff"}', "not valid JSON"),
        (b'{"model": "\\ud800"}', "not valid JSON"),
        (b'{"model": "a\nb"}', "not valid JSON"),
        (b"\xef\xbb\xbf{}", "not valid JSON"),
        ("{}".encode("utf-16"), "not valid JSON"),
        (b"[" * 100_000, "recursion limit"),
        (b'{"tools":' + b"[" * 40_000 + b"]" * 40_000 + b"}", "recursion limit"),
        (b'{"seed":' + b"9" * 5000 + b"}", "number out of range"),
    ],
)
def test_invalid_json_is_malformed(dialect: Dialect, body: bytes, message: str) -> None:
    with pytest.raises(MalformedBody) as caught:
        dialect.parse(body, {})
    assert message in caught.value.message
    assert len(caught.value.message) < 200


@each_dialect
@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"[]", "an array"), (b'"x"', "a string"), (b"7", "7"), (b"null", "null"), (b"true", "true")],
)
def test_json_that_is_not_an_object_is_invalid(dialect: Dialect, body: bytes, kind: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        dialect.parse(body, {})
    assert caught.value.message == f"The body must be a JSON object, not {kind}."
    assert caught.value.param is None


@each_dialect
@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_infinite_numbers_are_invalid(dialect: Dialect, number: bytes) -> None:
    with pytest.raises(InvalidRequest) as caught:
        dialect.parse(b'{"temperature":%b,' % number + smallest(dialect)[1:], {})
    assert caught.value.param == "temperature"


@each_dialect
def test_error_does_not_repeat_the_request(dialect: Dialect) -> None:
    long = "x" * 100_000
    body = {"messages": [{"role": long, "content": [{"type": long}]}], "model": long, "stop": {long: long}}
    with pytest.raises(InvalidRequest) as caught:
        dialect.parse(json.dumps(body).encode(), {})
    assert len(dialect.error(caught.value, "req_1")) < 600


VALUE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
FIELD = st.sampled_from(
    [
        "id",
        "type",
        "name",
        "function",
        "arguments",
        "content",
        "input",
        "input_schema",
        "parameters",
        "strict",
    ]
)
WORD = st.sampled_from(["function", "custom", "text", "tool_use", "tool_result", "json_schema", "f", "{}"])
NESTED = st.recursive(
    VALUE | WORD,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(FIELD, inner, max_size=4),
    max_leaves=8,
)
JSON = VALUE | st.lists(VALUE, max_size=3) | st.dictionaries(st.sampled_from(["type", "text"]), VALUE)
MESSAGE = st.fixed_dictionaries(
    {"role": st.sampled_from(["user", "assistant", "tool"]) | VALUE, "content": JSON | NESTED},
    optional={"tool_calls": NESTED | st.lists(NESTED, max_size=2), "tool_call_id": VALUE | WORD},
)
BODY = st.dictionaries(
    st.sampled_from(
        ["model", "prompt", "system", "stop", "stream", "stream_options", "tools", "n", "metadata"]
    ),
    JSON,
    max_size=3,
)
TOOLS = st.dictionaries(
    st.sampled_from(
        ["tools", "tool_choice", "parallel_tool_calls", "response_format", "output_config", "output_format"]
    ),
    NESTED | st.lists(NESTED, max_size=2),
    max_size=3,
)


@each_dialect
@settings(max_examples=100)
@given(
    body=st.builds(dict.__or__, BODY, TOOLS),
    messages=st.lists(MESSAGE, max_size=2),
    version=st.sampled_from(["2023-06-01", "2026-10-21"]),
)
def test_any_json_is_parsed_or_refused(
    dialect: Dialect, body: dict[str, Any], messages: list[Any], version: str
) -> None:
    refusal = None
    try:
        dialect.parse(json.dumps(body | {"messages": messages}).encode(), {"anthropic-version": version})
    except InvalidRequest as error:
        refusal = error
    if refusal is not None:
        assert refusal.message.endswith(".")
        json.loads(dialect.error(refusal, "req_1"))


@each_dialect
@given(body=st.binary(max_size=200))
def test_any_bytes_are_refused(dialect: Dialect, body: bytes) -> None:
    with pytest.raises(InvalidRequest):
        dialect.parse(body, {})


CALLS = 3_000
CHAT_CALLS = [
    {"id": f"c{i}", "type": "function", "function": {"name": "f", "arguments": "{}"}} for i in range(CALLS)
]
CHAT_HISTORY = [
    {"role": "assistant", "tool_calls": CHAT_CALLS},
    *({"role": "tool", "tool_call_id": f"c{i}", "content": ""} for i in reversed(range(CALLS))),
]
MESSAGES_HISTORY = [
    {
        "role": "assistant",
        "content": [{"type": "tool_use", "id": f"c{i}", "name": "f", "input": {}} for i in range(CALLS)],
    },
    {
        "role": "user",
        "content": [{"type": "tool_result", "tool_use_id": f"c{i}"} for i in reversed(range(CALLS))],
    },
]


@pytest.mark.parametrize(
    ("dialect", "messages"),
    [(OPENAI, CHAT_HISTORY), (ANTHROPIC, MESSAGES_HISTORY)],
    ids=["openai", "anthropic"],
)
def test_thousands_of_calls_are_matched_quickly(dialect: Dialect, messages: list[Any]) -> None:
    body = json.dumps({"messages": messages, "max_tokens": 1}).encode()
    begun = time.process_time()
    request = dialect.parse(body, {})
    assert time.process_time() - begun < 0.5
    assert sum([len(message.results) for message in request.messages]) == CALLS


def test_thousands_of_texts_beside_a_long_one_are_joined_quickly() -> None:
    texts = [{"type": "text", "text": text} for text in ["x" * 3_000_000, *["y"] * 8_000]]
    body = json.dumps({"messages": [{"role": "assistant", "content": texts}], "max_tokens": 1}).encode()
    begun = time.process_time()
    request = ANTHROPIC.parse(body, {})
    assert time.process_time() - begun < 0.5
    assert len(request.messages[0].text) == 3_008_000
