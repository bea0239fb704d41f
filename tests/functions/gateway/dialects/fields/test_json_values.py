"""Bodies with too many JSON values are refused before they are parsed; text of any kind is not counted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.gateway.dialects import Dialect
from functions.gateway.dialects.fields.json_values import MAX_VALUES, has_too_many_values
from functions.gateway.dialects.fields.request_fields import MAX_MESSAGES, MAX_PARTS
from portal.errors import InvalidRequest, MalformedBody
from tests.support.gateway.dialect_cases import DIALECTS, case_of, smallest

CHAT, MESSAGES = "openai_chat", "anthropic_messages"
each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
chat_dialects = pytest.mark.parametrize(
    "dialect", [d for d in DIALECTS if b"messages" in smallest(d)], ids=lambda dialect: dialect.name
)


def with_fields(dialect: Dialect, **fields: Any) -> bytes:
    return json.dumps({**json.loads(smallest(dialect)), **fields}).encode()


@each_dialect
@pytest.mark.parametrize(
    "value",
    [
        pytest.param([1] * (MAX_VALUES + 1), id="numbers"),
        pytest.param([[]] * (MAX_VALUES + 1), id="arrays"),
        pytest.param([{}] * (MAX_VALUES + 1), id="objects"),
        pytest.param(["x"] * (MAX_VALUES + 1), id="strings"),
        pytest.param({f"k{number}": 0 for number in range(MAX_VALUES)}, id="keys"),
        pytest.param([{"role": "user", "content": "x"}] * (MAX_VALUES // 4), id="messages"),
    ],
)
@pytest.mark.parametrize("field", ["metadata", "tools", "messages", "unknown"])
def test_too_many_values_are_refused_wherever_they_are(dialect: Dialect, field: str, value: Any) -> None:
    with pytest.raises(InvalidRequest, match=r"^The body has more than 100,000 JSON values\.$"):
        dialect.parse(with_fields(dialect, **{field: value}), {})


@each_dialect
@pytest.mark.parametrize("quote", ['"', '\\"', "\\\\", ',[{":', '\\\\"', "]}", "\n", "é"])
def test_text_of_any_kind_does_not_count(dialect: Dialect, quote: str) -> None:
    text = quote * (400_000 // len(quote))
    request = dialect.parse(with_fields(dialect, **case_of(dialect).prompt(text)), {})
    assert text in (request.prompt or "") + "".join(message.text for message in request.messages)


@chat_dialects
def test_number_of_messages_is_bounded(dialect: Dialect) -> None:
    message = {"role": "user", "content": "x"}
    assert dialect.parse(with_fields(dialect, messages=[message] * MAX_MESSAGES), {})
    with pytest.raises(InvalidRequest) as caught:
        dialect.parse(with_fields(dialect, messages=[message] * (MAX_MESSAGES + 1)), {})
    assert caught.value.message == "'messages' takes at most 4096 entries."
    assert caught.value.param == "messages"


@chat_dialects
@pytest.mark.parametrize("messages", [1, 2, 100])
def test_parts_are_bounded_over_all_messages(dialect: Dialect, messages: int) -> None:
    def body(parts: int) -> bytes:
        shares = [parts // messages + (number < parts % messages) for number in range(messages)]
        contents = [[{"type": "text", "text": "x"}] * share for share in shares]
        return with_fields(dialect, messages=[{"role": "user", "content": parts} for parts in contents])

    assert dialect.parse(body(MAX_PARTS), {})
    with pytest.raises(InvalidRequest) as caught:
        dialect.parse(body(MAX_PARTS + 1), {})
    assert caught.value.param == f"messages.{messages - 1}.content"
    assert dialect.parse(body(MAX_PARTS), {}), "the count of one request is not that of the next"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='a"\\,[{é', max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet='a"\\,', max_size=4), inner),
    max_leaves=20,
)


def count(value: Any) -> int:
    """Return the strings, arrays and objects of ``value``, keys included, and its commas."""
    if isinstance(value, list):
        return 1 + max(0, len(value) - 1) + sum(map(count, value))
    if isinstance(value, dict):
        return 1 + max(0, len(value) - 1) + len(value) + sum(map(count, value.values()))
    return int(isinstance(value, str))


@settings(max_examples=80, deadline=None)
@given(value=JSON, ascii_only=st.booleans(), padding=st.sampled_from(["x", '"', "\\", ","]))
def test_limit_is_exact_for_any_json(value: Any, ascii_only: bool, padding: str) -> None:
    text = padding * (MAX_VALUES + 10)  # makes the text long enough to be counted; it is one value
    others = count([text, value, []])
    for total, refused in ((MAX_VALUES, False), (MAX_VALUES + 1, True)):
        filler = [0] * (total - others + 1)  # a comma between each two
        body = json.dumps([text, value, filler], ensure_ascii=ascii_only, separators=(",", ":")).encode()
        assert has_too_many_values(body) is refused


@each_dialect
@given(data=st.binary(max_size=40))
@settings(max_examples=30, deadline=None)
def test_long_garbage_is_refused(dialect: Dialect, data: bytes) -> None:
    with pytest.raises((InvalidRequest, MalformedBody)):
        dialect.parse(b"\x00" + data * 20_000, {})
