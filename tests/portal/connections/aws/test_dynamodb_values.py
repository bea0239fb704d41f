"""Every value comes back from DynamoDB's JSON as it was, numbers by their value."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.connections.aws.dynamodb_values import Value, decode_item, encode_item, encode_value

numbers = st.integers(-(10**37), 10**37) | st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda number: number == 0 or 1e-130 <= abs(number) < 1e126
)
scalars = st.none() | st.booleans() | numbers | st.text() | st.binary()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
items = st.dictionaries(st.text(min_size=1), values, max_size=5)


@given(items)
def test_item_survives_the_wire(item: dict[str, Value]) -> None:
    wire = json.loads(json.dumps(encode_item(item)))
    assert decode_item(wire) == item


@pytest.mark.parametrize(
    ("text", "number"), [("1", 1), ("-0", 0), ("1.0", 1), ("1E+3", 1000), ("0.1", 0.1), ("1.5e-7", 1.5e-7)]
)
def test_whole_number_is_an_int_however_it_is_written(text: str, number: float) -> None:
    decoded = decode_item({"n": {"N": text}})["n"]
    assert decoded == number
    assert type(decoded) is type(number)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e126, 1e-131, 10**38, -(10**38)])
def test_number_that_dynamodb_cannot_store_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="number"):
        encode_value(number)


@pytest.mark.parametrize("value", [{1, 2}, object(), (1, 2)])
def test_other_types_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode_value(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wire", [{"S": 1}, {"N": "much"}, {"B": "?"}, {"SS": ["a"]}, {}, "text", {"M": {"x": 1}}, {"NULL": False}]
)
def test_what_is_not_dynamodbs_json_is_a_value_error(wire: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (each has its own text)
        decode_item({"a": wire})
