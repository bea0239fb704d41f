"""JSON has one kind of number: an integer may be written as ``5.0`` or ``5e0``, in every dialect."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.gateway.dialects import Dialect
from portal.errors import InvalidRequest
from portal.inference import InferenceRequest
from tests.support.gateway.dialect_cases import ANTHROPIC, CORTENSOR, OPENAI, case_of, read

INTEGERS: list[tuple[Dialect, str]] = [
    (OPENAI, "max_tokens"),
    (OPENAI, "max_completion_tokens"),
    (OPENAI, "seed"),
    (ANTHROPIC, "max_tokens"),
    (ANTHROPIC, "top_k"),
    (CORTENSOR, "max_tokens"),
    (CORTENSOR, "top_k"),
    (CORTENSOR, "seed"),
]
ONES: list[tuple[Dialect, str]] = [(OPENAI, "n"), (CORTENSOR, "n"), (CORTENSOR, "best_of")]
each_integer = pytest.mark.parametrize(
    ("dialect", "field"), INTEGERS, ids=[f"{dialect.name} {field}" for dialect, field in INTEGERS]
)


def parse(dialect: Dialect, field: str, number: str) -> InferenceRequest:
    """Parse the smallest body with ``number`` as it is written."""
    body = {**case_of(dialect).smallest, field: 0}
    return dialect.parse(json.dumps(body).replace(f'"{field}": 0', f'"{field}": {number}').encode(), {})


def value_of(request: InferenceRequest, field: str) -> Any:
    return getattr(request.sampling, "max_tokens" if field == "max_completion_tokens" else field)


@each_integer
@pytest.mark.parametrize(("number", "value"), [("5.0", 5), ("649.0", 649), ("1e3", 1_000), ("2.5e1", 25)])
def test_integral_number_is_an_integer(dialect: Dialect, field: str, number: str, value: int) -> None:
    parsed = value_of(parse(dialect, field, number), field)
    assert parsed == value
    assert type(parsed) is int


@pytest.mark.parametrize(("dialect", "field"), ONES)
@pytest.mark.parametrize("number", ["1", "1.0", "1e0"])
def test_one_choice_may_be_written_in_any_way(dialect: Dialect, field: str, number: str) -> None:
    assert parse(dialect, field, number) == read(dialect)


@each_integer
@given(number=st.floats(1, 2**31 - 1))
def test_only_integral_numbers_are_integers(dialect: Dialect, field: str, number: float) -> None:
    if number.is_integer():
        assert value_of(parse(dialect, field, repr(number)), field) == number
        return
    with pytest.raises(InvalidRequest) as caught:
        parse(dialect, field, repr(number))
    assert caught.value.param == field
    assert "must be an integer" in caught.value.message


@each_integer
@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e30", "9" * 40, "1.5", "true", '"5"', "[5]"],
)
def test_other_values_are_refused_by_name(dialect: Dialect, field: str, number: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(dialect, field, number)
    assert caught.value.status == 400
    assert caught.value.param == field
    assert len(caught.value.message) < 200
