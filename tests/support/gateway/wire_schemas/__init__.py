"""What the vendors' OpenAPI documents require of responses, as JSON schemas (docs/protocols)."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer", "minimum": 0}
NULL: Schema = {"type": "null"}
NULLABLE_STRING: Schema = {"type": ["string", "null"]}


def object_of(optional: dict[str, Schema] | None = None, /, **required: Schema) -> Schema:
    """Return the schema of an object that has these fields and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def const(value: str) -> Schema:
    return {"const": value}


def one_of(*values: str | None) -> Schema:
    return {"enum": list(values)}


def array_of(items: Schema, *, least: int = 0, most: int | None = None) -> Schema:
    bounds = {} if most is None else {"maxItems": most}
    return {"type": "array", "items": items, "minItems": least, **bounds}
