"""Answers that are not what the request demands: what the client gets, and what is paid."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from portal.errors import RouterTimedOut, StreamInterrupted
from portal.inference import TokenUsage
from portal.usage import Settled
from portal.usage.pricing import charged_for
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, client_of, error_of, frames_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway, pool_router
from tests.support.router.scripted import Script, ScriptedRouter, answering, calling, failing, saying

SCHEMA = {
    "type": "object",
    "properties": {"x": {"type": "integer"}},
    "required": ["x"],
    "additionalProperties": False,
}
FUNCTION = {"name": "f", "parameters": SCHEMA, "strict": True}
CHAT_BODY: dict[str, Any] = {
    "model": "oss-20b",
    "messages": [{"role": "user", "content": "Hi"}],
    "tools": [{"type": "function", "function": FUNCTION}],
}
MESSAGES_BODY: dict[str, Any] = {
    "model": "oss-20b",
    "max_tokens": 50,
    "messages": [{"role": "user", "content": "Hi"}],
    "tools": [{"name": "f", "input_schema": {"type": "object"}}],
}
BODIES = {CHAT: CHAT_BODY, MESSAGES: MESSAGES_BODY}
PAID, FREE = TokenUsage(50, 7), TokenUsage(60, 9)
WRONG = calling("f", '{"x": "1"}', usage=PAID)
NO_OBJECT = calling("f", "[1, 2]", usage=PAID)
RIGHT = calling("f", '{"x": 1}', usage=FREE)
BROKEN = {CHAT: WRONG, MESSAGES: NO_OBJECT}

each_route = pytest.mark.parametrize("route", [CHAT, MESSAGES])


def gateway_of(*scripts: Script) -> tuple[GatewayHarness, ScriptedRouter]:
    router = ScriptedRouter(*scripts)
    return make_gateway(router, pools=pool_router("oss-20b", "gemma-4-26b", on_v4=["oss-20b"])), router


async def post(gateway: GatewayHarness, route: str, **changes: Any) -> httpx.Response:
    async with client_of(gateway) as client:
        return await client.post(route, json={**BODIES[route], **changes})


def settled(gateway: GatewayHarness) -> Settled:
    (event,) = gateway.usage.settled
    assert charged_for(event.outcome, event.completion_tokens) != "nothing"
    return event


@each_route
async def test_unsent_violation_is_repaired_by_one_more_answer_at_our_cost(route: str) -> None:
    gateway, router = gateway_of(BROKEN[route], RIGHT)
    answer = await post(gateway, route)
    assert answer.status_code == 200
    assert len(router.calls) == 2
    event = settled(gateway)
    assert (event.outcome, event.status, event.error_code) == ("ok", 200, None)
    assert (event.prompt_tokens, event.completion_tokens) == (PAID.prompt_tokens, PAID.completion_tokens)
    assert len(event.targets) == event.attempts == 2


@each_route
async def test_second_violation_is_an_error_that_is_paid(route: str) -> None:
    gateway, router = gateway_of(BROKEN[route])
    answer = await post(gateway, route)
    assert answer.status_code == 422
    assert answer.headers["x-should-retry"] == "false"
    assert "the arguments of 'f'" in error_of(route, answer.json())["message"]
    assert len(router.calls) == 2
    event = settled(gateway)
    assert (event.outcome, event.status, event.error_code) == ("ok", 422, "model_output_invalid")
    assert event.completion_tokens == PAID.completion_tokens


@each_route
async def test_violation_in_a_stream_is_an_error_at_its_end(route: str) -> None:
    gateway, router = gateway_of(BROKEN[route])
    answer = await post(gateway, route, stream=True)
    assert answer.status_code == 200
    assert "the arguments of 'f'" in error_of(route, frames_of(answer.text)[-1])["message"]
    assert "[DONE]" not in answer.text
    assert "message_stop" not in answer.text
    assert '"finish_reason":"' not in answer.text
    assert len(router.calls) == 1
    event = settled(gateway)
    assert (event.outcome, event.status, event.error_code) == ("ok", 200, "model_output_invalid")


@pytest.mark.parametrize("stream", [False, True])
async def test_missing_call_is_repaired_where_nothing_was_sent(stream: bool) -> None:
    gateway, router = gateway_of(answering(usage=PAID), RIGHT)
    answer = await post(gateway, CHAT, tool_choice="required", stream=stream)
    assert '"f"' in answer.text
    assert "error" not in answer.text
    assert len(router.calls) == 2
    assert settled(gateway).completion_tokens == PAID.completion_tokens


async def test_text_that_was_sent_is_not_repaired() -> None:
    gateway, router = gateway_of(saying("Text.", usage=PAID))
    answer = await post(gateway, CHAT, tool_choice="required", stream=True)
    assert "one is required" in frames_of(answer.text)[-1]["error"]["message"]
    assert len(router.calls) == 1
    settled(gateway)


@pytest.mark.parametrize(
    "failure", [failing(RouterTimedOut("late")), failing(StreamInterrupted("broken"), "It ")]
)
async def test_repair_that_fails_leaves_the_violation(failure: Script) -> None:
    gateway, _ = gateway_of(WRONG, failure)
    answer = await post(gateway, CHAT)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "model_output_invalid"
    assert settled(gateway).completion_tokens == PAID.completion_tokens


async def test_violation_without_a_count_of_the_router_is_paid_by_our_estimate() -> None:
    gateway, _ = gateway_of(calling("f", '{"x": "%s"}' % ("word " * 40)))
    await post(gateway, CHAT)
    event = settled(gateway)
    assert event.token_source == "estimated"
    assert event.completion_tokens >= 40


async def test_arguments_that_are_not_strict_pass_as_written() -> None:
    gateway, router = gateway_of(calling("f", '{"x": nonsense'))
    loose = {"type": "function", "function": {"name": "f", "parameters": SCHEMA}}
    answer = await post(gateway, CHAT, tools=[loose])
    (call,) = answer.json()["choices"][0]["message"]["tool_calls"]
    assert call["function"] == {"name": "f", "arguments": '{"x": nonsense'}
    assert answer.json()["choices"][0]["finish_reason"] == "tool_calls"
    assert len(router.calls) == 1


async def test_output_that_is_no_json_is_a_violation() -> None:
    gateway, _ = gateway_of(saying("I would rather not.", usage=PAID))
    answer = await post(gateway, CHAT, tools=[], response_format={"type": "json_object"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "model_output_invalid")
    settled(gateway)


async def test_charged_violation_is_not_replayed_as_a_success() -> None:
    gateway, router = gateway_of(WRONG)
    async with client_of(gateway) as client:
        headers = {"idempotency-key": "once"}
        first = await client.post(CHAT, json=CHAT_BODY, headers=headers)
        again = await client.post(CHAT, json=CHAT_BODY, headers=headers)
    assert first.status_code == 422
    assert (again.status_code, again.json()["error"]["code"]) == (409, "response_not_stored")
    assert len(router.calls) == 2
    assert len(gateway.usage.settled) == 1
