"""Hostile bodies: every dialect raises one small error, quickly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.gateway.dialects import Dialect
from portal.errors import InvalidRequest, MalformedBody
from tests.support.gateway.dialect_cases import DIALECTS, smallest

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
JSON = VALUE | st.lists(VALUE, max_size=3) | st.dictionaries(st.sampled_from(["type", "text"]), VALUE)
MESSAGE = st.fixed_dictionaries({"role": st.sampled_from(["user", "tool"]) | VALUE, "content": JSON})
BODY = st.dictionaries(
    st.sampled_from(
        ["model", "prompt", "system", "stop", "stream", "stream_options", "tools", "n", "metadata"]
    ),
    JSON,
    max_size=3,
)


@each_dialect
@settings(max_examples=60)
@given(
    body=BODY, messages=st.lists(MESSAGE, max_size=2), version=st.sampled_from(["2023-06-01", "2026-10-21"])
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
