"""Python values as DynamoDB's JSON has them: each wrapped in an object that names its type."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from typing import Any, TypeAlias

Value: TypeAlias = "bool | int | float | str | bytes | list[Value] | dict[str, Value] | None"
"""A whole number comes back as an int, whether it was written as one or as a float."""

Item: TypeAlias = "dict[str, Value]"

_MAX_DIGITS = 38


def encode_value(value: Value) -> dict[str, Any]:
    """Raises ValueError for what DynamoDB cannot store exactly, TypeError for what is no Value."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int() | float():
            return {"N": _number(value)}
        case str():
            return {"S": value}
        case bytes():
            return {"B": base64.b64encode(value).decode()}
        case list():
            return {"L": [encode_value(element) for element in value]}
        case dict():
            return {"M": encode_item(value)}
        case _:
            raise TypeError(f"DynamoDB has no type for {type(value).__name__}")


def encode_item(item: Mapping[str, Value]) -> dict[str, Any]:
    return {name: encode_value(value) for name, value in item.items()}


def decode_item(item: Mapping[str, Any]) -> Item:
    """Raises ValueError for what is not DynamoDB's JSON."""
    if not isinstance(item, Mapping):
        raise ValueError("an item that is no object")  # noqa: TRY004
    return {name: _decode(value) for name, value in item.items()}


def _decode(wrapped: Any) -> Value:
    match wrapped:
        case {"S": str(text)}:
            return text
        case {"N": str(text)}:
            return _parsed_number(text)
        case {"BOOL": bool(value)}:
            return value
        case {"NULL": True}:
            return None
        case {"B": str(text)}:
            return base64.b64decode(text, validate=True)
        case {"L": list(elements)}:
            return [_decode(element) for element in elements]
        case {"M": dict(members)}:
            return decode_item(members)
        case _:
            raise ValueError("a value of a type that nobody writes")


def _number(value: float) -> str:
    if isinstance(value, float):
        if not math.isfinite(value) or (value and not 1e-130 <= abs(value) < 1e126):
            raise ValueError(f"DynamoDB has no number {value!r}")
        return repr(value)
    if abs(value) >= 10**_MAX_DIGITS:
        raise ValueError(f"DynamoDB has no whole number of more than {_MAX_DIGITS} digits")
    return str(value)


def _parsed_number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
