"""OpenAI's SDK puts streams of ours together: with its helper, by event, and as a whole response."""

from __future__ import annotations

import json

import httpx2
import openai
import pytest

from portal.errors import PoolSaturated
from portal.inference import AnswerEvent, ArgumentsDelta, Finish, ToolCallStart
from tests.support.gateway.dialect_cases import OPENAI_RESPONSES
from tests.support.gateway.response_streams import MAIL, WEATHER, asked, raw_stream, whole
from tests.support.gateway.responses import CONTEXT

CONTEXT_WITH_TOOLS = asked(tools=[WEATHER, MAIL])
ANSWER: list[AnswerEvent] = [
    "Let me ",
    "look.",
    ToolCallStart("call_a", "weather"),
    ArgumentsDelta('{"city":'),
    ArgumentsDelta('"Lille"}'),
    ToolCallStart("call_b", "mail__send"),
    ArgumentsDelta("{}"),
]


def client_that_gets(body: bytes, content_type: str = "text/event-stream") -> openai.OpenAI:
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(200, content=body, headers={"content-type": content_type})
    )
    return openai.OpenAI(
        api_key="none", base_url="http://gateway/v1", http_client=httpx2.Client(transport=transport)
    )


def test_helper_puts_text_and_calls_together() -> None:
    client = client_that_gets(raw_stream(ANSWER, Finish("tool_calls"), CONTEXT_WITH_TOOLS))
    with client.responses.stream(model="oss-20b", input="hi") as stream:
        texts = [event.delta for event in stream if event.type == "response.output_text.delta"]
        final = stream.get_final_response()
    assert texts == ["Let me ", "look."]
    assert final.output_text == "Let me look."
    calls = [item for item in final.output if item.type == "function_call"]
    assert [(call.call_id, call.name, call.arguments, call.namespace) for call in calls] == [
        ("call_a", "weather", '{"city":"Lille"}', None),
        ("call_b", "send", "{}", "mail"),
    ]
    assert final.usage is not None
    assert (final.usage.input_tokens, final.usage.output_tokens) == (43, 7)


def test_whole_response_is_read() -> None:
    body = json.dumps(whole(ANSWER, Finish("tool_calls"), CONTEXT_WITH_TOOLS)).encode()
    response = client_that_gets(body, "application/json").responses.create(model="oss-20b", input="hi")
    assert response.output_text == "Let me look."
    assert [item.type for item in response.output] == ["message", "function_call", "function_call"]


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_cut_answer_has_no_completed_response(reason: str) -> None:
    finish = Finish("length" if reason == "length" else "content_filter")
    stream = client_that_gets(raw_stream(["Hel"], finish)).responses.create(
        model="oss-20b", input="hi", stream=True
    )
    last = list(stream)[-1]
    assert last.type == "response.incomplete"
    assert last.response.output_text == "Hel"


def test_failure_in_a_stream_is_an_event_with_a_code() -> None:
    frames = OPENAI_RESPONSES.stream(CONTEXT)
    raw = frames.start() + frames.text("Hel") + frames.error(PoolSaturated("All busy."))
    last = list(client_that_gets(raw).responses.create(model="oss-20b", input="hi", stream=True))[-1]
    assert last.type == "response.failed"
    assert last.response.error is not None
    assert str(last.response.error.code) == "server_is_overloaded"
