"""Streams of the Responses API: what a dialect renders of answer events, as a client reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from functions.gateway.dialects import ResponseContext, event_frames
from portal.inference import AnswerEvent, Completion, Finish, TokenUsage, ToolCallStart, answer_parts
from tests.support.gateway.dialect_cases import OPENAI_RESPONSES, read
from tests.support.gateway.responses import CONTEXT, STOP, USAGE
from tests.support.gateway.sse import events
from tests.support.gateway.wire_schemas.openai_responses import check_event, check_response

Event = dict[str, Any]

WEATHER: dict[str, Any] = {
    "type": "function",
    "name": "weather",
    "description": "Tells the weather.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    "strict": False,
}
MAIL: dict[str, Any] = {
    "type": "namespace",
    "name": "mail",
    "description": "Mail.",
    "tools": [{**WEATHER, "name": "send"}],
}
SEARCH = {"type": "web_search", "external_web_access": False}


def asked(**fields: Any) -> ResponseContext:
    """Return the context of a request with ``fields``."""
    return replace(CONTEXT, request=read(OPENAI_RESPONSES, **fields))


def raw_stream(
    answer: list[AnswerEvent],
    finish: Finish = STOP,
    context: ResponseContext = CONTEXT,
    usage: TokenUsage = USAGE,
) -> bytes:
    frames = OPENAI_RESPONSES.stream(context)
    rendered = b"".join([event_frames(frames, event) for event in answer])
    return frames.start() + rendered + frames.finish(finish, usage)


def read_stream(raw: bytes) -> list[Event]:
    """Return the events, after checking that each has its schema, its name and its number."""
    found = events(raw)
    for number, (name, event) in enumerate(found):
        assert event["type"] == name
        assert event["sequence_number"] == number
        check_event(event)
    return [event for _, event in found]


def whole(answer: list[AnswerEvent], finish: Finish = STOP, context: ResponseContext = CONTEXT) -> Event:
    completion = Completion(answer_parts(answer), finish, USAGE)
    body: Event = json.loads(OPENAI_RESPONSES.unary(context, completion))
    check_response(body)
    return body


def kinds(found: list[Event]) -> list[str]:
    return [event["type"].removeprefix("response.") for event in found]


CALL = ToolCallStart("call_a", "weather")
