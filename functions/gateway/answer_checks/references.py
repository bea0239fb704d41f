"""The references of a JSON schema. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from portal.inference import JsonSchema

_VALUES = frozenset({"const", "enum", "default", "examples"})
"""Keywords whose value is no schema."""


def undefined_reference(schema: JsonSchema) -> str | None:
    """Return a ``$ref`` to another document, or to what ``schema`` does not define. None: there is none."""
    anchors = {node.get("$anchor") for node in _nodes(schema)}
    for node in _nodes(schema):
        reference = node.get("$ref")
        if isinstance(reference, str) and not _is_defined(reference, schema, anchors):
            return reference
    return None


def _is_defined(reference: str, schema: JsonSchema, anchors: set[Any]) -> bool:
    if not reference.startswith("#"):
        return False
    pointer = unquote(reference[1:])
    if pointer and not pointer.startswith("/"):
        return pointer in anchors
    found: Any = schema
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        elif isinstance(found, Mapping) and name in found:
            found = found[name]
        else:
            return False
    return isinstance(found, Mapping | bool)


def _nodes(schema: JsonSchema) -> Iterator[Mapping[str, Any]]:
    waiting: list[Any] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [value for name, value in node.items() if name not in _VALUES]
