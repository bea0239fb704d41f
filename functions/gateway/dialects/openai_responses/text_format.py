"""``text`` of a request: the format of the answer (docs/protocols/openai-responses.md, "Output as JSON").

``verbosity`` is ignored. ``{}`` and null ask for text.
"""

from __future__ import annotations

from typing import Any, Literal, Required

from typing_extensions import TypedDict

from functions.gateway.dialects.fields.tool_fields import FunctionName, SchemaObject
from functions.gateway.dialects.openai_chat.json_output import check_strict_output
from portal.errors import InvalidRequest
from portal.inference import JsonOutput

_PARAM = "text.format"


class TextFormat(TypedDict, total=False):
    type: Required[Literal["text", "json_object", "json_schema"]]
    name: FunctionName
    description: str | None
    schema: SchemaObject
    strict: bool | None


class TextField(TypedDict, total=False):
    format: TextFormat | None


def json_output(text: TextField | None) -> JsonOutput | None:
    """Return None for text. Raises InvalidRequest."""
    chosen = (text or {}).get("format")
    if chosen is None or chosen["type"] == "text":
        return None
    if chosen["type"] == "json_object":
        return JsonOutput(param=_PARAM)
    for required in ("name", "schema"):
        if required not in chosen:
            raise InvalidRequest(f"'{_PARAM}.{required}' is required.", param=f"{_PARAM}.{required}")
    name, schema, strict = chosen["name"], chosen["schema"], bool(chosen.get("strict"))
    if strict:
        check_strict_output(schema, name, _PARAM)
    return JsonOutput(schema, name, chosen.get("description") or None, strict, param=_PARAM)


def shown_text(output: JsonOutput | None) -> dict[str, Any]:
    """Return what the response repeats of it."""
    if output is None:
        return {"format": {"type": "text"}}
    if output.schema is None:
        return {"format": {"type": "json_object"}}
    return {
        "format": {
            "type": "json_schema",
            "name": output.name,
            "description": output.description,
            "schema": output.schema,
            "strict": output.strict,
        }
    }
