"""JSON schemas of the Responses API: what OpenAI's openapi.yaml and Open Responses require of each object.

Sources: docs/protocols/openai-responses.md.
"""

from __future__ import annotations

from typing import Any

import jsonschema

Schema = dict[str, Any]

_INTEGER: Schema = {"type": "integer", "minimum": 0}
_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_BOOLEAN: Schema = {"type": "boolean"}
_NO_LOGPROBS: Schema = {"type": "array", "maxItems": 0}


def _object(**properties: Schema) -> Schema:
    """An object that must have all of ``properties``."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one(*values: str) -> Schema:
    return {"enum": list(values)}


_OUTPUT_TEXT = _object(
    type=_one("output_text"), text=_STRING, annotations={"type": "array"}, logprobs=_NO_LOGPROBS
)
_ITEM_STATUS = _one("in_progress", "completed", "incomplete")
_MESSAGE = _object(
    id={"type": "string", "pattern": "^msg_"},
    type=_one("message"),
    role=_one("assistant"),
    status=_ITEM_STATUS,
    content={"type": "array", "items": _OUTPUT_TEXT},
)
_CALL = _object(
    id={"type": "string", "pattern": "^fc_"},
    type=_one("function_call"),
    call_id={"type": "string", "minLength": 1},
    name={"type": "string", "minLength": 1},
    arguments=_STRING,
    status=_ITEM_STATUS,
)
_CALL["properties"]["namespace"] = {"type": "string", "minLength": 1}
_ITEM: Schema = {"oneOf": [_MESSAGE, _CALL]}

_FUNCTION = _object(
    type=_one("function"),
    name=_STRING,
    description=_nullable(_STRING),
    parameters=_nullable({"type": "object"}),
    strict=_BOOLEAN,
)
_NAMESPACE = _object(
    type=_one("namespace"),
    name=_STRING,
    description=_STRING,
    tools={"type": "array", "items": _FUNCTION, "minItems": 1},
)
_USAGE = _object(
    input_tokens=_INTEGER,
    input_tokens_details=_object(cached_tokens=_INTEGER, cache_write_tokens=_INTEGER),
    output_tokens=_INTEGER,
    output_tokens_details=_object(reasoning_tokens=_INTEGER),
    total_tokens=_INTEGER,
)
_FORMAT: Schema = {
    "oneOf": [
        _object(type=_one("text")),
        _object(type=_one("json_object")),
        _object(
            type=_one("json_schema"),
            name=_STRING,
            description=_nullable(_STRING),
            schema={"type": "object"},
            strict=_BOOLEAN,
        ),
    ]
}

RESPONSE = _object(
    id={"type": "string", "pattern": "^resp_"},
    object=_one("response"),
    created_at=_INTEGER,
    completed_at=_nullable(_INTEGER),
    status=_one("in_progress", "completed", "incomplete", "failed"),
    incomplete_details=_nullable(_object(reason=_one("max_output_tokens", "content_filter"))),
    model=_STRING,
    previous_response_id={"type": "null"},
    instructions=_nullable(_STRING),
    output={"type": "array", "items": _ITEM},
    error=_nullable(_object(code=_STRING, message=_STRING)),
    tools={"type": "array", "items": {"oneOf": [_FUNCTION, _NAMESPACE]}},
    tool_choice={"type": ["string", "object"]},
    truncation=_one("auto", "disabled"),
    parallel_tool_calls=_BOOLEAN,
    text=_object(format=_FORMAT),
    top_p=_NUMBER,
    presence_penalty=_NUMBER,
    frequency_penalty=_NUMBER,
    top_logprobs=_INTEGER,
    temperature=_NUMBER,
    reasoning=_nullable(_object(effort=_nullable(_STRING), summary=_nullable(_STRING))),
    user=_nullable(_STRING),
    usage=_nullable(_USAGE),
    max_output_tokens=_nullable(_INTEGER),
    max_tool_calls=_nullable(_INTEGER),
    store=_BOOLEAN,
    background=_BOOLEAN,
    service_tier=_STRING,
    metadata={"type": "object"},
    safety_identifier=_nullable(_STRING),
    prompt_cache_key=_nullable(_STRING),
)

_IN_ITEM = {"item_id": _STRING, "output_index": _INTEGER}
_IN_PART = {**_IN_ITEM, "content_index": _INTEGER}

_EVENTS: dict[str, dict[str, Schema]] = {
    "created": {"response": RESPONSE},
    "in_progress": {"response": RESPONSE},
    "completed": {"response": RESPONSE},
    "incomplete": {"response": RESPONSE},
    "failed": {"response": RESPONSE},
    "output_item.added": {"output_index": _INTEGER, "item": _ITEM},
    "output_item.done": {"output_index": _INTEGER, "item": _ITEM},
    "content_part.added": {**_IN_PART, "part": _OUTPUT_TEXT},
    "content_part.done": {**_IN_PART, "part": _OUTPUT_TEXT},
    "output_text.delta": {**_IN_PART, "delta": _STRING, "logprobs": _NO_LOGPROBS},
    "output_text.done": {**_IN_PART, "text": _STRING, "logprobs": _NO_LOGPROBS},
    "function_call_arguments.delta": {**_IN_ITEM, "delta": _STRING},
    "function_call_arguments.done": {**_IN_ITEM, "name": _STRING, "arguments": _STRING},
}
"""Name without ``response.`` → the fields that the event must have besides those of every event."""


def check_response(body: Any) -> None:
    jsonschema.validate(body, RESPONSE)


def check_event(event: dict[str, Any]) -> None:
    """Assert that ``event`` is of a known kind, and has all it must have and nothing else."""
    kind = event["type"].removeprefix("response.")
    fields = {"type": _one(f"response.{kind}"), "sequence_number": _INTEGER, **_EVENTS[kind]}
    jsonschema.validate(event, {**_object(**fields), "additionalProperties": False})
