"""Schemas of a few lines that would take hours, and keywords whose work is our own."""

from __future__ import annotations

import time
from typing import Any

import pytest

from functions.gateway.answer_checks.budgeted_validator import BudgetedValidator, SchemaFault


def doubling(levels: int) -> dict[str, Any]:
    """Return a schema that is checked 2 to the power of ``levels`` times."""
    definitions: dict[str, Any] = {
        f"l{level}": {"anyOf": [{"$ref": f"#/$defs/l{level + 1}"}, {"$ref": f"#/$defs/l{level + 1}"}]}
        for level in range(levels)
    }
    definitions[f"l{levels}"] = {"type": "integer"}
    return {"$ref": "#/$defs/l0", "$defs": definitions}


SPLITTING = {
    "$defs": {
        "node": {
            "anyOf": [
                {"type": "object", "properties": {"n": {"$ref": "#/$defs/node"}}, "required": ["n", "a"]},
                {"type": "object", "properties": {"n": {"$ref": "#/$defs/node"}}, "required": ["n", "b"]},
                {"type": "null"},
            ]
        }
    },
    "$ref": "#/$defs/node",
}


def nested(depth: int) -> Any:
    value: Any = None
    for _ in range(depth):
        value = {"n": value}
    return value


def loop() -> dict[str, Any]:
    return {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (doubling(40), "text"),
        (SPLITTING, nested(40)),
        (loop(), 1),
        ({"pattern": "^(a|aa)+(a|aa)+(a|aa)+$"}, "a" * 60 + "b"),
        ({"pattern": "((a{1000}){1000}){1000}"}, "text"),
        ({"items": {"pattern": "^(.*a){9}$"}}, ["a" * 40] * 1_000 + ["b"]),
        ({"items": {"enum": list(range(20_000))}}, [-1] * 20_000),
        ({"uniqueItems": True}, [[i, {"a": None}] for i in range(30_000)] * 2),
        ({"type": "array", "items": SPLITTING, "$defs": SPLITTING["$defs"]}, [nested(12)] * 100),
    ],
    ids=["doubling", "recursive", "loop", "pattern", "repeats", "patterns", "enum", "unique", "wide"],
)
def test_work_on_any_schema_is_bounded(schema: dict[str, Any], value: Any) -> None:
    validator = BudgetedValidator(schema)
    started = time.process_time()
    assert validator.fault(value) is not None
    assert time.process_time() - started < 5


def test_recursive_schema_checks_a_deep_answer() -> None:
    tree = {"type": "object", "properties": {"n": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}}
    assert BudgetedValidator(tree).fault(nested(30)) is None
    assert BudgetedValidator(tree).fault({"n": {"n": 5}}) is not None


def test_large_ordinary_answer_is_checked() -> None:
    row = {
        "type": "object",
        "properties": {"id": {"type": "integer"}, "name": {"type": "string", "pattern": "^n"}},
        "required": ["id", "name"],
        "additionalProperties": False,
    }
    validator = BudgetedValidator({"type": "array", "items": row})
    rows = [{"id": number, "name": f"n{number}"} for number in range(2_000)]
    assert validator.fault(rows) is None
    assert validator.fault([*rows, {"id": "x", "name": "n"}]) is not None


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "https://example.com/schema.json"},
        {"$ref": "#/$defs/missing"},
        {"pattern": "("},
        {"$dynamicRef": "#nowhere"},
    ],
)
def test_schema_that_cannot_be_followed_is_never_satisfied(schema: dict[str, Any]) -> None:
    try:
        validator = BudgetedValidator(schema)
    except SchemaFault:
        return
    assert validator.fault("text") is not None


@pytest.mark.parametrize(
    ("reference", "is_defined"),
    [
        ("#", True),
        ("#/$defs/a", True),
        ("#/$defs/a~1b", True),
        ("#/$defs/a%2Fb", False),
        ("#/prefixItems/1", True),
        ("#here", True),
        ("#/prefixItems/2", False),
        ("#/$defs/c", False),
        ("#there", False),
        ("https://example.com/schema.json", False),
        ("other.json#/a", False),
    ],
)
def test_reference_must_be_defined_in_the_schema(reference: str, is_defined: bool) -> None:
    schema = {
        "$defs": {"a": {"$anchor": "here"}, "a/b": True},
        "prefixItems": [{}, {"const": {"$ref": "#/is/no/reference"}}],
        "properties": {"$ref": {"$ref": reference}},
    }
    if is_defined:
        BudgetedValidator(schema)
        return
    with pytest.raises(SchemaFault, match="does not define"):
        BudgetedValidator(schema)


@pytest.mark.parametrize("schema", [{"type": 5}, {"properties": []}, {"minLength": -1}])
def test_invalid_schema_is_a_fault(schema: dict[str, Any]) -> None:
    with pytest.raises(SchemaFault):
        BudgetedValidator(schema)


def test_unique_items() -> None:
    validator = BudgetedValidator({"uniqueItems": True})
    assert validator.fault([{"a": 1, "b": 2}, {"a": 1}, 1, "1", [1]]) is None
    assert validator.fault([{"a": 1, "b": 2}, {"b": 2, "a": 1}]) is not None


def test_messages_are_short() -> None:
    fault = BudgetedValidator({"type": "integer"}).fault("x" * 10_000)
    assert fault is not None
    assert len(fault) <= 200
