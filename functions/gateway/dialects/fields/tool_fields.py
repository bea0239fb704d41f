"""Fields of tools that the request schemas of several dialects share.

A JSON schema is data here: nobody but the model and the check of its answer reads it. Its size is bounded by
that of the body (``json_values.MAX_VALUES``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from functions.gateway.dialects.fields.request_fields import NOT_OFFERED
from portal.errors import InvalidFunctionParameters, InvalidRequest
from portal.inference import JsonSchema, Tool

MAX_TOOLS = 128
"""Tools of a request, as OpenAI bounds them."""

FunctionName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""Of a tool, of a JSON schema, and of a call in the history."""

ToolList = Field(max_length=MAX_TOOLS, fail_fast=True)
"""Bound of a list of tools."""

_SHOWN_CHARACTERS = 40


def _encodable(schema: dict[str, Any]) -> dict[str, Any]:
    try:
        orjson.dumps(schema)
    except orjson.JSONEncodeError:
        raise PydanticCustomError("number_range", "it holds a number of more than 64 bits") from None
    return schema


SchemaObject = Annotated[dict[str, Any], AfterValidator(_encodable)]
"""A JSON schema as an object, which every wire can encode."""


def only_type(*types: str | None) -> AfterValidator:
    """Return a validator for the ``type`` of a tool, which names one of another type as not offered.

    Tools of other types run at their vendor. A longer name than the vendors' is cut.
    """

    def check(kind: Any) -> Any:
        if kind not in types:
            shown = kind[:_SHOWN_CHARACTERS] if isinstance(kind, str) else type(kind).__name__
            raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": f"a tool of type '{shown}'"})
        return kind

    return AfterValidator(check)


def check_unique_names(tools: Iterable[Tool], param: Callable[[int], str]) -> None:
    """Raises InvalidRequest for a second tool of one name. ``param`` returns that of a tool by its index."""
    names: set[str] = set()
    for i, tool in enumerate(tools):
        if tool.name in names:
            raise InvalidRequest(f"Tool names must be unique: '{tool.name}' occurs twice.", param=param(i))
        names.add(tool.name)


def check_offered(name: str, tools: Sequence[Tool], param: str) -> None:
    """Raises InvalidRequest unless ``name`` is that of a tool of the request."""
    if all(tool.name != name for tool in tools):
        raise InvalidRequest(f"'{param}' names no tool of the request.", param=param)


def check_parameters(schema: JsonSchema | None, name: str, param: str, *, strict: bool = False) -> None:
    """Raises InvalidFunctionParameters unless arguments are an object by ``schema``.

    ``strict``: by OpenAI's rules for it as well (``strict_schemas``).
    """
    if schema is None:
        return
    kind = schema.get("type", "object")
    if kind != "object":
        raise InvalidFunctionParameters(
            f"Invalid schema for function '{name}': its 'type' must be 'object', not {_shown(kind)}.",
            param=param,
        )
    if strict:
        check_strict_schema(schema, f"function '{name}'", param, error=InvalidFunctionParameters)


def check_strict_schema(
    schema: JsonSchema, owner: str, param: str, *, error: type[InvalidRequest] = InvalidRequest
) -> None:
    """Raises ``error`` unless ``schema`` keeps OpenAI's rules for strict ones.

    Each object says ``additionalProperties: false`` and requires all its properties
    (docs/protocols/openai.md, "Tools"). ``owner`` completes 'Invalid schema for …'.
    """
    fault = _strict_fault(schema)
    if fault is not None:
        raise error(f"Invalid schema for {owner}: {fault}.", param=param)


MAX_STRICT_SCHEMAS = 5_000
"""Schemas inside of one strict schema. Looking at as many takes about 3 ms."""

_PATH_CHARACTERS = 200
"""Of the path to a fault. Names of properties can be as long as a body."""

_MAPS = ("properties", "$defs", "definitions", "patternProperties")
_LISTS = ("anyOf", "allOf", "oneOf", "prefixItems")
_SINGLE = ("items", "not", "if", "then", "else")


def _strict_fault(root: JsonSchema) -> str | None:
    """Return what makes ``root`` not strict. Values such as ``enum`` and ``default`` hold no schemas."""
    waiting: list[tuple[str, Any]] = [("", root)]
    seen = 0
    while waiting:
        where, schema = waiting.pop()
        if not isinstance(schema, dict):
            continue
        seen += 1
        if seen > MAX_STRICT_SCHEMAS:
            return f"a strict schema holds at most {MAX_STRICT_SCHEMAS:,} schemas"
        fault = _object_fault(schema)
        if fault is not None:
            return f"{fault} at '{where or '/'}'"
        where = where[:_PATH_CHARACTERS]
        for key in _MAPS:
            inner = schema.get(key)
            if isinstance(inner, dict):
                waiting += [
                    (f"{where}/{key}/{name[:_SHOWN_CHARACTERS]}", each) for name, each in inner.items()
                ]
        for key in _LISTS:
            inner = schema.get(key)
            if isinstance(inner, list):
                waiting += [(f"{where}/{key}/{i}", each) for i, each in enumerate(inner)]
        waiting += [(f"{where}/{key}", schema[key]) for key in _SINGLE if key in schema]
    return None


def _object_fault(schema: dict[str, Any]) -> str | None:
    kind, properties = schema.get("type"), schema.get("properties")
    if kind != "object" and not (isinstance(kind, list) and "object" in kind) and properties is None:
        return None
    if schema.get("additionalProperties") is not False:
        return "'additionalProperties' must be false"
    if not isinstance(properties, dict):
        return None
    required = schema.get("required")
    named = {name for name in required if isinstance(name, str)} if isinstance(required, list) else set()
    missing = next((name for name in properties if name not in named), None)
    if missing is not None:
        return f"'required' must name every property, but lacks '{missing[:_SHOWN_CHARACTERS]}'"
    return None


def _shown(kind: Any) -> str:
    return f"'{kind[:_SHOWN_CHARACTERS]}'" if isinstance(kind, str) else "another value"
