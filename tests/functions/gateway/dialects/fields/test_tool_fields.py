"""OpenAI's rules for strict schemas, and how little a hostile schema costs."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest

from functions.gateway.dialects.fields.tool_fields import MAX_STRICT_SCHEMAS, check_strict_schema
from portal.errors import InvalidRequest


def strict(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


LOOSE: dict[str, Any] = {"type": "object", "properties": {}}
HALF = {**strict(a={}, b={}), "required": ["b"]}


@pytest.mark.parametrize(
    "schema",
    [
        {},
        strict(),
        {"type": "object", "additionalProperties": False},
        strict(
            a={"type": "string", "enum": [LOOSE]},
            b={"type": ["object", "null"], "additionalProperties": False},
        ),
        strict(a={"anyOf": [strict(b={}), {"type": "null"}]}, c={"type": "array", "items": strict()}),
        strict(a={"$ref": "#/$defs/a"}) | {"$defs": {"a": strict()}, "$schema": "x"},
        strict(a={"const": LOOSE, "default": LOOSE, "examples": [LOOSE]}),
        strict(properties=strict(), items={"type": "string"}),
    ],
)
def test_strict_schema_is_accepted(schema: dict[str, Any]) -> None:
    check_strict_schema(schema, "function 'f'", "p")


@pytest.mark.parametrize(
    ("schema", "where"),
    [
        (LOOSE, "additionalProperties' must be false at '/'"),
        (strict() | {"additionalProperties": True}, "at '/'"),
        (strict() | {"additionalProperties": {}}, "at '/'"),
        ({"properties": {}}, "at '/'"),
        ({"type": ["object", "null"]}, "at '/'"),
        (HALF, "lacks 'a' at '/'"),
        (strict(a={}) | {"required": None}, "lacks 'a'"),
        (strict(a=LOOSE), "at '/properties/a'"),
        (strict(a={"items": HALF}), "lacks 'a' at '/properties/a/items'"),
        (strict(a={"anyOf": [{}, LOOSE]}), "at '/properties/a/anyOf/1'"),
        (strict() | {"$defs": {"x": LOOSE}}, "at '/$defs/x'"),
        (strict(a={"items": {"items": {"not": LOOSE}}}), "at '/properties/a/items/items/not'"),
    ],
)
def test_schema_that_is_not_strict_is_refused_with_its_place(schema: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        check_strict_schema(schema, "function 'f'", "tools[0].function.parameters")
    assert where in caught.value.message
    assert caught.value.param == "tools[0].function.parameters"


def test_malformed_schema_is_no_defect() -> None:
    odd_values: list[Any] = [1, None, "x", [], {}, [1]]
    for odd in odd_values:
        fields = ("properties", "$defs", "anyOf", "items", "not", "required", "type")
        for field in fields:
            with suppress(InvalidRequest):
                check_strict_schema(strict(a={field: odd}), "function 'f'", "p")


@pytest.mark.parametrize(
    "schema",
    [
        strict(**{f"p{i}": {} for i in range(MAX_STRICT_SCHEMAS)}),
        strict(a={"anyOf": [{}] * 50_000}),
        strict(**{"n" * 1_000_000 + str(i): {"items": {"items": {}}} for i in range(3)}, z=LOOSE),
    ],
    ids=["many properties", "many alternatives", "long names"],
)
def test_hostile_strict_schema_is_refused_quickly(schema: dict[str, Any]) -> None:
    begun = time.process_time()
    with pytest.raises(InvalidRequest) as caught:
        check_strict_schema(schema, "function 'f'", "p")
    assert time.process_time() - begun < 0.5
    assert len(caught.value.message) < 500
