"""The official SDKs read calls, whole and streamed, with their helpers. No socket is opened."""

from __future__ import annotations

import json

import anthropic
import httpx2
import pytest
from openai import OpenAI

from functions.gateway.dialects import Dialect
from portal.inference import AnswerEvent, ArgumentsDelta, ToolCallStart
from tests.support.gateway.dialect_cases import ANTHROPIC, OPENAI, read
from tests.support.gateway.responses import WITH_USAGE, stream_of, unary_of

ANSWER: tuple[AnswerEvent, ...] = (
    "Let me look.",
    ToolCallStart("call_a", "read"),
    ArgumentsDelta('{"path": "a'),
    ArgumentsDelta('.txt"}'),
    ToolCallStart("call_b", "now"),
    ArgumentsDelta("{}"),
)
CALLS = [("call_a", "read", {"path": "a.txt"}), ("call_b", "now", {})]


def answering(dialect: Dialect, answer: tuple[AnswerEvent, ...], *, stream: bool) -> httpx2.Client:
    """Return a client of which every response is ``answer``."""
    kind = "text/event-stream" if stream else "application/json"
    content = (
        stream_of(dialect, *answer, context=WITH_USAGE) if stream else json.dumps(unary_of(dialect, *answer))
    )

    def respond(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers={"content-type": kind}, content=content)

    return httpx2.Client(transport=httpx2.MockTransport(respond))


def openai_client(answer: tuple[AnswerEvent, ...], *, stream: bool) -> OpenAI:
    return OpenAI(api_key="k", base_url="http://g/v1", http_client=answering(OPENAI, answer, stream=stream))


def anthropic_client(answer: tuple[AnswerEvent, ...], *, stream: bool) -> anthropic.Anthropic:
    http_client = answering(ANTHROPIC, answer, stream=stream)
    return anthropic.Anthropic(api_key="k", base_url="http://g", http_client=http_client)


def test_openai_stream_helper_joins_the_calls() -> None:
    with openai_client(ANSWER, stream=True).chat.completions.stream(
        model="m", messages=[{"role": "user", "content": "x"}]
    ) as stream:
        done = [event for event in stream if event.type == "tool_calls.function.arguments.done"]
        completion = stream.get_final_completion()
    assert [(event.index, event.name, event.arguments) for event in done] == [
        (0, "read", '{"path": "a.txt"}'),
        (1, "now", "{}"),
    ]
    choice = completion.choices[0]
    assert choice.message.content == "Let me look."
    assert choice.finish_reason == "tool_calls"
    called = [
        (call.id, call.function.name, json.loads(call.function.arguments))
        for call in choice.message.tool_calls or []
    ]
    assert called == CALLS


def test_openai_reads_calls_of_a_whole_completion_and_sends_them_back() -> None:
    client = openai_client(ANSWER[1:], stream=False)
    message = (
        client.chat.completions.create(model="m", messages=[{"role": "user", "content": "x"}])
        .choices[0]
        .message
    )
    assert message.content is None
    for dump in (message.model_dump(), message.model_dump(exclude_none=True), message.to_dict()):
        results = [{"role": "tool", "tool_call_id": call_id, "content": "ok"} for call_id, _, _ in CALLS]
        request = read(OPENAI, messages=[dump, *results])
        assert [
            (call.id, call.name, json.loads(call.arguments)) for call in request.messages[0].calls
        ] == CALLS


@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])
def test_anthropic_reads_calls_and_sends_them_back(stream: bool) -> None:
    client = anthropic_client(ANSWER, stream=stream)
    if stream:
        with client.messages.stream(
            model="m", max_tokens=5, messages=[{"role": "user", "content": "x"}]
        ) as events:
            message: anthropic.types.Message = events.get_final_message()
    else:
        message = client.messages.create(model="m", max_tokens=5, messages=[{"role": "user", "content": "x"}])
    assert message.stop_reason == "tool_use"
    blocks = [(block.id, block.name, block.input) for block in message.content if block.type == "tool_use"]
    assert blocks == CALLS
    results = [{"type": "tool_result", "tool_use_id": call_id, "content": "ok"} for call_id, _, _ in CALLS]
    for dump in (message.model_dump(), message.model_dump(exclude_none=True), message.to_dict()):
        history = [{"role": "assistant", "content": dump["content"]}, {"role": "user", "content": results}]
        request = read(ANTHROPIC, messages=history)
        assert [
            (call.id, call.name, json.loads(call.arguments)) for call in request.messages[0].calls
        ] == CALLS
        assert request.messages[0].text == "Let me look."


def test_anthropic_stream_helper_reads_a_call_without_arguments() -> None:
    client = anthropic_client((ToolCallStart("call_a", "now"), ArgumentsDelta("")), stream=True)
    with client.messages.stream(
        model="m", max_tokens=5, messages=[{"role": "user", "content": "x"}]
    ) as events:
        (block,) = events.get_final_message().content
    assert block.type == "tool_use"
    assert block.input == {}
