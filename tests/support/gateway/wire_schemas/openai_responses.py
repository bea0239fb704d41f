"""A response and the events of its stream: what OpenAI's ``openapi.yaml`` 2.3.0 and Open Responses require.

Objects have these fields and no others, so that a further one is seen.
"""

from __future__ import annotations

from typing import Any

import jsonschema

from tests.support.gateway.wire_schemas import (
    INTEGER,
    NULL,
    NULLABLE_STRING,
    STRING,
    Schema,
    array_of,
    const,
    object_of,
    one_of,
)

_NUMBER: Schema = {"type": "number"}
_BOOLEAN: Schema = {"type": "boolean"}
_NOT_EMPTY: Schema = {"type": "string", "minLength": 1}
_NO_LOGPROBS = array_of({}, most=0)


def _nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, NULL]}


def _id(prefix: str) -> Schema:
    return {"type": "string", "pattern": f"^{prefix}_", "maxLength": 64}


_OUTPUT_TEXT = object_of(
    type=const("output_text"), text=STRING, annotations=array_of({}), logprobs=_NO_LOGPROBS
)
_ITEM_STATUS = one_of("in_progress", "completed", "incomplete")
_MESSAGE = object_of(
    id=_id("msg"),
    type=const("message"),
    role=const("assistant"),
    status=_ITEM_STATUS,
    content=array_of(_OUTPUT_TEXT, most=1),
)
_CALL = object_of(
    {"namespace": _NOT_EMPTY},
    id=_id("fc"),
    type=const("function_call"),
    call_id=_NOT_EMPTY,
    name=_NOT_EMPTY,
    arguments=STRING,
    status=_ITEM_STATUS,
)
_ITEM: Schema = {"oneOf": [_MESSAGE, _CALL]}

_FUNCTION = object_of(
    type=const("function"),
    name=STRING,
    description=NULLABLE_STRING,
    parameters=_nullable({"type": "object"}),
    strict=_BOOLEAN,
)
_NAMESPACE = object_of(
    type=const("namespace"),
    name=STRING,
    description=STRING,
    tools=array_of(_FUNCTION, least=1),
)
_USAGE = object_of(
    input_tokens=INTEGER,
    input_tokens_details=object_of(cached_tokens=INTEGER, cache_write_tokens=INTEGER),
    output_tokens=INTEGER,
    output_tokens_details=object_of(reasoning_tokens=INTEGER),
    total_tokens=INTEGER,
)
_FORMAT: Schema = {
    "oneOf": [
        object_of(type=const("text")),
        object_of(type=const("json_object")),
        object_of(
            type=const("json_schema"),
            name=STRING,
            description=NULLABLE_STRING,
            schema={"type": "object"},
            strict=_BOOLEAN,
        ),
    ]
}

RESPONSE = object_of(
    id=_id("resp"),
    object=const("response"),
    created_at=INTEGER,
    completed_at=_nullable(INTEGER),
    status=one_of("in_progress", "completed", "incomplete", "failed"),
    incomplete_details=_nullable(object_of(reason=one_of("max_output_tokens", "content_filter"))),
    model=STRING,
    previous_response_id=NULL,
    instructions=NULLABLE_STRING,
    output=array_of(_ITEM),
    error=_nullable(object_of(code=STRING, message=STRING)),
    tools=array_of({"oneOf": [_FUNCTION, _NAMESPACE]}),
    tool_choice={"type": ["string", "object"]},
    truncation=one_of("auto", "disabled"),
    parallel_tool_calls=_BOOLEAN,
    text=object_of(format=_FORMAT),
    top_p=_NUMBER,
    presence_penalty=_NUMBER,
    frequency_penalty=_NUMBER,
    top_logprobs=INTEGER,
    temperature=_NUMBER,
    reasoning=_nullable(object_of(effort=NULLABLE_STRING, summary=NULLABLE_STRING)),
    user=NULLABLE_STRING,
    usage=_nullable(_USAGE),
    max_output_tokens=_nullable(INTEGER),
    max_tool_calls=_nullable(INTEGER),
    store=_BOOLEAN,
    background=_BOOLEAN,
    service_tier=STRING,
    metadata={"type": "object"},
    safety_identifier=NULLABLE_STRING,
    prompt_cache_key=NULLABLE_STRING,
)

_IN_ITEM = {"item_id": STRING, "output_index": INTEGER}
_IN_PART = {**_IN_ITEM, "content_index": INTEGER}

_EVENTS: dict[str, dict[str, Schema]] = {
    "created": {"response": RESPONSE},
    "in_progress": {"response": RESPONSE},
    "completed": {"response": RESPONSE},
    "incomplete": {"response": RESPONSE},
    "failed": {"response": RESPONSE},
    "output_item.added": {"output_index": INTEGER, "item": _ITEM},
    "output_item.done": {"output_index": INTEGER, "item": _ITEM},
    "content_part.added": {**_IN_PART, "part": _OUTPUT_TEXT},
    "content_part.done": {**_IN_PART, "part": _OUTPUT_TEXT},
    "output_text.delta": {**_IN_PART, "delta": STRING, "logprobs": _NO_LOGPROBS},
    "output_text.done": {**_IN_PART, "text": STRING, "logprobs": _NO_LOGPROBS},
    "function_call_arguments.delta": {**_IN_ITEM, "delta": STRING},
    "function_call_arguments.done": {**_IN_ITEM, "name": STRING, "arguments": STRING},
}
"""Name without ``response.`` → the fields that the event must have besides those of every event."""


def check_response(body: Any) -> None:
    jsonschema.validate(body, RESPONSE)


def check_event(event: dict[str, Any]) -> None:
    """Assert that ``event`` is of a known kind, and has all it must have and nothing else."""
    kind = event["type"].removeprefix("response.")
    schema = object_of(type=const(f"response.{kind}"), sequence_number=INTEGER, **_EVENTS[kind])
    jsonschema.validate(event, schema)
