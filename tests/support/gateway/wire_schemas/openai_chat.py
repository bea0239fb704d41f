"""A chat completion and a chunk of one, as OpenAI's ``openapi.yaml`` 2.3.0 defines them.

It tolerates more fields; here those of the product are complete, so that a further one is seen.
"""

from __future__ import annotations

from tests.support.gateway.wire_schemas import (
    INTEGER,
    NULL,
    NULLABLE_STRING,
    STRING,
    array_of,
    const,
    object_of,
    one_of,
)

_FINISH_REASONS = ("stop", "length", "tool_calls", "content_filter", "function_call")

_USAGE = object_of(prompt_tokens=INTEGER, completion_tokens=INTEGER, total_tokens=INTEGER)

_CALL = object_of(
    id={**STRING, "minLength": 1},
    type=const("function"),
    function=object_of(name=STRING, arguments=STRING),
)

COMPLETION = object_of(
    id=STRING,
    object=const("chat.completion"),
    created=INTEGER,
    model=STRING,
    choices=array_of(
        object_of(
            index=INTEGER,
            message=object_of(
                {"tool_calls": array_of(_CALL, least=1)},
                role=const("assistant"),
                content=NULLABLE_STRING,
                refusal=NULLABLE_STRING,
                annotations=array_of({"type": "object"}),
            ),
            logprobs=NULL,
            finish_reason=one_of(*_FINISH_REASONS),
        ),
        least=1,
        most=1,
    ),
    usage=_USAGE,
)

_CALL_START = object_of(
    index=INTEGER, id=STRING, type=const("function"), function=object_of(name=STRING, arguments=STRING)
)
_CALL_FRAGMENT = object_of(index=INTEGER, function=object_of(arguments=STRING))

CHUNK = object_of(
    {"usage": {"anyOf": [_USAGE, NULL]}},
    id=STRING,
    object=const("chat.completion.chunk"),
    created=INTEGER,
    model=STRING,
    choices=array_of(
        object_of(
            index=INTEGER,
            delta=object_of(
                {
                    "role": const("assistant"),
                    "content": NULLABLE_STRING,
                    "refusal": NULLABLE_STRING,
                    "tool_calls": array_of({"oneOf": [_CALL_START, _CALL_FRAGMENT]}, least=1, most=1),
                }
            ),
            logprobs=NULL,
            finish_reason=one_of(*_FINISH_REASONS, None),
        ),
        most=1,
    ),
)
