"""Values that fit a JSON schema: the smallest that a model could sensibly write. Pure and deterministic."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

_MAX_DEPTH = 12
_FORMATS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "email": "user@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
_CANDIDATES = (
    *(
        "text",
        "a",
        "A",
        "0",
        "1",
        "abc",
        "ABC",
        "Abc",
        "123",
        "12345",
        "a1",
        "a-b",
        "a_b",
        "a.b",
        "/a",
        "#abcdef",
    ),
    *("+15550100", "1.2.3", "v1.2.3", "1h", "10s", "en", "en-US", "AB12", *_FORMATS.values()),
)
"""Tried for a ``pattern``."""


def fitting_value(schema: object) -> Any:
    """Return a value for ``schema``. A pattern that none of some common texts matches is not kept to."""
    return _Fitting(schema if isinstance(schema, Mapping) else {}).value(schema, 0)


class _Fitting:
    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root

    def value(self, schema: object, depth: int, salt: int = 0) -> Any:
        """``salt`` tells the items of a list apart."""
        if not isinstance(schema, Mapping):
            return "text"
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return schema["enum"][salt % len(schema["enum"])]
        for keyword in ("anyOf", "oneOf"):
            if schema.get(keyword):
                rest = {name: value for name, value in schema.items() if name != keyword}
                return self.value(_merged(rest, self._option(schema[keyword], depth)), depth, salt)
        kind = _kind(schema)
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array":
            return self._array(schema, depth)
        if kind == "string":
            return _string(schema, salt)
        if kind in ("integer", "number"):
            return _number(schema, kind, salt)
        return {"boolean": True, "null": None}.get(kind, "text")

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return ``schema`` with its references and ``allOf`` merged into it."""
        for _ in range(_MAX_DEPTH):
            reference, parts = schema.get("$ref"), schema.get("allOf")
            if reference is None and not parts:
                return schema
            schema = {name: value for name, value in schema.items() if name not in ("$ref", "allOf")}
            if reference is not None:
                schema = _merged(schema, self._definition(reference))
            for part in parts or ():
                schema = _merged(schema, part if isinstance(part, Mapping) else {})
        return schema

    def _definition(self, reference: str) -> Mapping[str, Any]:
        found: Any = self._root
        for step in reference.removeprefix("#").split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            found = found.get(name, {}) if isinstance(found, Mapping) else {}
        return found if isinstance(found, Mapping) else {}

    def _option(self, options: list[Any], depth: int) -> Mapping[str, Any]:
        """Return the first alternative; deep inside, one that ends the recursion."""
        resolved = [self._resolved(option) for option in options if isinstance(option, Mapping)]
        ends = [option for option in resolved if _kind(option) not in ("object", "array")]
        values = [option for option in resolved if _kind(option) != "null"]
        return next(iter((ends if depth > _MAX_DEPTH // 2 else values) or resolved), {})

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        properties = schema.get("properties") or {}
        names = list(schema.get("required") or ())
        wanted = schema.get("minProperties", 0)
        names += [name for name in properties if name not in names][: max(0, wanted - len(names))]
        names += [f"key{number}" for number in range(max(0, wanted - len(names)))]
        if depth > _MAX_DEPTH:
            return {}
        more = schema.get("additionalProperties")
        return {name: self.value(properties.get(name, more), depth + 1) for name in names}

    def _array(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        first = schema.get("prefixItems") or []
        count = max(schema.get("minItems", 0), min(len(first) or 1, schema.get("maxItems", 1_000)))
        if depth > _MAX_DEPTH // 2:
            count = schema.get("minItems", 0)
        items = schema.get("items")
        return [
            self.value(first[number] if number < len(first) else items, depth + 1, number)
            for number in range(count)
        ]


def _merged(schema: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema that demands both."""
    merged = {**other, **schema}
    merged["properties"] = {**(other.get("properties") or {}), **(schema.get("properties") or {})}
    merged["required"] = list(dict.fromkeys([*other.get("required", ()), *schema.get("required", ())]))
    for name in ("properties", "required"):
        if not merged[name]:
            del merged[name]
    return merged


def _kind(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((each for each in kind if each != "null"), "null")
    if isinstance(kind, str):
        return kind
    for keywords, implied in (
        (("properties", "required", "additionalProperties", "minProperties"), "object"),
        (("items", "prefixItems", "minItems"), "array"),
        (("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"), "number"),
    ):
        if any(keyword in schema for keyword in keywords):
            return implied
    return "string"


def _string(schema: Mapping[str, Any], salt: int) -> str:
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        try:
            return next((text for text in _CANDIDATES if re.search(pattern, text)), "text")
        except re.error:
            return "text"
    text = _FORMATS.get(str(schema.get("format")), "text" if not salt else f"text{salt}")
    text = text.ljust(int(schema.get("minLength", 0)), "x")
    return text[: schema.get("maxLength")]


def _number(schema: Mapping[str, Any], kind: str, salt: int) -> int | float:
    step = schema.get("multipleOf") or 1
    low = schema.get("minimum")
    if schema.get("exclusiveMinimum") is not None:
        low = max(
            schema["exclusiveMinimum"] + (step if kind == "integer" else 0.5),
            -math.inf if low is None else low,
        )
    high = schema.get("maximum")
    if schema.get("exclusiveMaximum") is not None:
        high = schema["exclusiveMaximum"] - (step if kind == "integer" else 0.5)
    start = 1 + salt if low is None else low + salt
    if high is not None and start > high:
        start = high if low is None else low
    value = math.ceil(start / step) * step if schema.get("multipleOf") or kind == "integer" else start
    return int(value) if kind == "integer" else value
