"""``response_format`` of a chat request (docs/protocols/openai.md, "JSON output").

OpenAI refuses ``json_object`` unless a message has the word JSON. Ours does not, because clients that were
made for other servers do not write it.
"""

from __future__ import annotations

from typing import Literal, Required

from typing_extensions import TypedDict

from functions.gateway.dialects.fields.tool_fields import FunctionName, SchemaObject, check_strict_schema
from portal.errors import InvalidRequest
from portal.inference import JsonOutput


class SchemaFields(TypedDict, total=False):
    name: Required[FunctionName]
    description: str | None
    schema: SchemaObject | None
    strict: bool | None


class ResponseFormat(TypedDict, total=False):
    type: Required[Literal["text", "json_object", "json_schema"]]
    json_schema: SchemaFields


def json_output(chosen: ResponseFormat | None) -> JsonOutput | None:
    """Return None for text. Raises InvalidRequest."""
    if chosen is None or chosen["type"] == "text":
        return None
    if chosen["type"] == "json_object":
        return JsonOutput()
    fields = chosen.get("json_schema")
    if fields is None:
        raise _required("response_format.json_schema")
    name, schema, strict = fields["name"], fields.get("schema"), bool(fields.get("strict"))
    if strict:
        if schema is None:
            raise _required("response_format.json_schema.schema")
        check_strict_output(schema, name, "response_format")
    return JsonOutput(schema, name, fields.get("description") or None, strict)


def check_strict_output(schema: SchemaObject, name: str, param: str) -> None:
    """Raises InvalidRequest unless a strict answer is one object by OpenAI's rules for strict schemas."""
    if schema.get("type") != "object":
        raise InvalidRequest(
            f"Invalid schema for {param} '{name}': its 'type' must be 'object'.", param=param
        )
    check_strict_schema(schema, f"{param} '{name}'", param)


def _required(param: str) -> InvalidRequest:
    return InvalidRequest(f"'{param}' is required.", param=param)
