"""Every response, unary and streamed, keeps to the JSON schemas of the vendors' documents."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.gateway.dialects import ResponseContext
from portal.inference import AnswerEvent, ArgumentsDelta, Finish, FinishReason, ToolCallStart
from tests.support.gateway.dialect_cases import ANTHROPIC, OPENAI
from tests.support.gateway.responses import CONTEXT, TOOL_CALLS, WITH_USAGE, stream_of, unary_of
from tests.support.gateway.sse import events
from tests.support.gateway.wire_schemas import anthropic_messages, openai_chat

COMPLETION = jsonschema_rs.validator_for(openai_chat.COMPLETION)
CHUNK = jsonschema_rs.validator_for(openai_chat.CHUNK)
MESSAGE = jsonschema_rs.validator_for(anthropic_messages.MESSAGE)
EVENTS = {name: jsonschema_rs.validator_for(schema) for name, schema in anthropic_messages.EVENTS.items()}

A, B = ToolCallStart("call_a", "f"), ToolCallStart("call_b", "g")
ANSWERS: dict[str, tuple[AnswerEvent, ...]] = {
    "nothing": (),
    "text": ("Hel", "lo"),
    "a call": (A, ArgumentsDelta('{"x"'), ArgumentsDelta(":1}")),
    "a call without arguments": (A,),
    "a call with an empty fragment": (A, ArgumentsDelta("")),
    "text and two calls": ("Let me look.", A, ArgumentsDelta('{"x":1}'), B, ArgumentsDelta("{}")),
    "text after a call": ("One.", A, ArgumentsDelta("{}"), "Two.", B),
    "invalid arguments": (A, ArgumentsDelta('{"x":')),
}
each_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)


def check(answer: tuple[AnswerEvent, ...], context: ResponseContext, finish: Finish) -> None:
    COMPLETION.validate(unary_of(OPENAI, *answer, context=context, finish=finish))
    MESSAGE.validate(unary_of(ANTHROPIC, *answer, context=context, finish=finish))
    *chunks, (_, done) = events(stream_of(OPENAI, *answer, context=context, finish=finish))
    assert done == "[DONE]"
    for _, chunk in chunks:
        CHUNK.validate(chunk)
    for name, event in events(stream_of(ANTHROPIC, *answer, context=context, finish=finish)):
        assert name is not None
        EVENTS[name].validate(event)


@each_answer
@pytest.mark.parametrize("context", [CONTEXT, WITH_USAGE], ids=["no usage", "usage"])
@pytest.mark.parametrize("reason", ["stop", "length", "content_filter", "tool_calls"])
def test_every_frame_keeps_to_its_schema(
    answer: tuple[AnswerEvent, ...], context: ResponseContext, reason: FinishReason
) -> None:
    check(answer, context, Finish(reason))


texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=5)
calls = st.builds(
    lambda name, fragments: (ToolCallStart("call_1", name), *map(ArgumentsDelta, fragments)),
    st.from_regex(r"\A[A-Za-z0-9_-]{1,8}\Z"),
    st.lists(texts, max_size=3),
)


@given(st.lists(st.lists(texts, max_size=2).map(tuple) | calls, max_size=4))
def test_any_answer_keeps_to_the_schemas(parts: list[tuple[Any, ...]]) -> None:
    check(tuple(event for part in parts for event in part), CONTEXT, TOOL_CALLS)


@pytest.mark.parametrize(
    ("schema", "change"),
    [
        (CHUNK, {"choices": [{"index": 0, "delta": {"tool_calls": []}}]}),
        (CHUNK, {"id": None}),
        (COMPLETION, {"choices": []}),
        (MESSAGE, {"content": [{"type": "tool_use", "id": "a", "name": "f", "input": "{}"}]}),
        (MESSAGE, {"stop_reason": "tool_calls"}),
    ],
)
def test_schema_refuses_what_clients_cannot_read(schema: Any, change: dict[str, Any]) -> None:
    whole = unary_of(ANTHROPIC if schema is MESSAGE else OPENAI, "x")
    if schema is CHUNK:
        whole = events(stream_of(OPENAI, "x"))[1][1]
    schema.validate(whole)
    assert not schema.is_valid(whole | change)
