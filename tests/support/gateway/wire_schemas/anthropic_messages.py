"""A message and the events of a streamed one, as the OpenAPI document of Anthropic's API defines them.

Fields of the SDK's types that the document lacks (``diagnostics``, ``speed``) are allowed.
"""

from __future__ import annotations

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

STOP_REASONS = (
    "end_turn",
    "max_tokens",
    "stop_sequence",
    "tool_use",
    "pause_turn",
    "refusal",
    "model_context_window_exceeded",
)
_NULLABLE_OBJECT: Schema = {"type": ["object", "null"]}
_NULLABLE_INTEGER: Schema = {"type": ["integer", "null"]}

_COUNTERS = {
    "output_tokens": INTEGER,
    "cache_creation_input_tokens": _NULLABLE_INTEGER,
    "cache_read_input_tokens": _NULLABLE_INTEGER,
    "output_tokens_details": _NULLABLE_OBJECT,
    "server_tool_use": _NULLABLE_OBJECT,
}
_USAGE = object_of(
    {"speed": NULLABLE_STRING},
    input_tokens=INTEGER,
    cache_creation=_NULLABLE_OBJECT,
    inference_geo=NULLABLE_STRING,
    service_tier=one_of("standard", "priority", "batch", None),
    **_COUNTERS,
)
_DIRECT = object_of(type=const("direct"))
_ID: Schema = {**STRING, "minLength": 1}
_NAME: Schema = {**STRING, "minLength": 1}

_TEXT_BLOCK = object_of(type=const("text"), text=STRING, citations={"type": ["array", "null"]})
_CALL_BLOCK = object_of(type=const("tool_use"), id=_ID, name=_NAME, input={"type": "object"}, caller=_DIRECT)
_CALL_START = object_of(
    type=const("tool_use"), id=_ID, name=_NAME, input={"type": "object", "maxProperties": 0}, caller=_DIRECT
)


def _message(content: Schema, stop_reason: Schema) -> Schema:
    return object_of(
        {"diagnostics": NULL},
        id=STRING,
        type=const("message"),
        role=const("assistant"),
        model=STRING,
        content=content,
        stop_reason=stop_reason,
        stop_sequence=NULLABLE_STRING,
        stop_details=_NULLABLE_OBJECT,
        container=_NULLABLE_OBJECT,
        usage=_USAGE,
    )


MESSAGE = _message(array_of({"oneOf": [_TEXT_BLOCK, _CALL_BLOCK]}), one_of(*STOP_REASONS))

EVENTS: dict[str, Schema] = {
    "message_start": object_of(
        type=const("message_start"), message=_message(array_of(_TEXT_BLOCK, most=0), NULL)
    ),
    "ping": object_of(type=const("ping")),
    "content_block_start": object_of(
        type=const("content_block_start"),
        index=INTEGER,
        content_block={"oneOf": [_TEXT_BLOCK, _CALL_START]},
    ),
    "content_block_delta": object_of(
        type=const("content_block_delta"),
        index=INTEGER,
        delta={
            "oneOf": [
                object_of(type=const("text_delta"), text=STRING),
                object_of(type=const("input_json_delta"), partial_json=STRING),
            ]
        },
    ),
    "content_block_stop": object_of(type=const("content_block_stop"), index=INTEGER),
    "message_delta": object_of(
        type=const("message_delta"),
        delta=object_of(
            stop_reason=one_of(*STOP_REASONS),
            stop_sequence=NULLABLE_STRING,
            stop_details=_NULLABLE_OBJECT,
            container=_NULLABLE_OBJECT,
        ),
        usage=object_of(input_tokens=_NULLABLE_INTEGER, **_COUNTERS),
    ),
    "message_stop": object_of(type=const("message_stop")),
}
