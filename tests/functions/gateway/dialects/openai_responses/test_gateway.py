"""The route on a gateway: what a router gets to read, and what becomes of what its model answers."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from portal.inference import ToolChoice
from tests.support.gateway.dialect_cases import RESPONSES, client_of, error_of, frames_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway, pool_router
from tests.support.gateway.response_streams import MAIL, SEARCH, WEATHER, kinds
from tests.support.gateway.wire_schemas.openai_responses import check_event, check_response
from tests.support.router.scripted import Script, ScriptedRouter, calling, saying

CODEX: dict[str, Any] = {
    "model": "oss-20b",
    "input": [
        {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "Be brief."}]},
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Send it."}]},
    ],
    "tools": [{**WEATHER, "name": "exec"}, MAIL, SEARCH],
    "tool_choice": "auto",
    "parallel_tool_calls": True,
    "reasoning": {"summary": "auto"},
    "store": False,
    "include": ["reasoning.encrypted_content"],
    "prompt_cache_key": "0190",
    "client_metadata": {"x": "y"},
}


def gateway_of(*scripts: Script) -> tuple[GatewayHarness, ScriptedRouter]:
    router = ScriptedRouter(*scripts)
    return make_gateway(router, pools=pool_router("oss-20b", "gemma-4-26b", on_v4=["oss-20b"])), router


async def post(gateway: GatewayHarness, **changes: Any) -> httpx.Response:
    async with client_of(gateway) as client:
        return await client.post(RESPONSES, json={**CODEX, **changes})


@pytest.mark.parametrize("stream", [False, True])
async def test_codex_gets_its_call_with_its_namespace(stream: bool) -> None:
    gateway, router = gateway_of(calling("mail__send", '{"city": "Lille"}'))
    answer = await post(gateway, stream=stream)
    assert answer.status_code == 200
    assert answer.headers["x-ignored-tools"] == "web_search"
    conversation = router.calls[0][1].conversation
    assert conversation is not None
    assert [tool.name for tool in conversation.tools] == ["exec", "mail__send"]
    if stream:
        found = frames_of(answer.text)
        for number, event in enumerate(found):
            check_event(event)
            assert event["sequence_number"] == number
        response = found[-1]["response"]
    else:
        response = answer.json()
    check_response(response)
    (call,) = response["output"]
    assert (call["namespace"], call["name"], call["arguments"]) == ("mail", "send", '{"city": "Lille"}')
    assert response["tools"] == [CODEX["tools"][0], MAIL]


async def test_next_turn_reads_the_call_and_its_output() -> None:
    gateway, router = gateway_of(calling("mail__send", "{}"), saying("Sent."))
    first = (await post(gateway)).json()
    (call,) = first["output"]
    output = {"type": "function_call_output", "call_id": call["call_id"], "output": "ok"}
    second = (await post(gateway, input=[*CODEX["input"], call, output])).json()
    assert second["output"][0]["content"][0]["text"] == "Sent."
    conversation = router.calls[1][1].conversation
    assert conversation is not None
    assert conversation.messages[-2].calls[0].name == "mail__send"
    assert conversation.messages[-1].results[0].text == "ok"


async def test_forced_function_of_a_namespace_reaches_the_router() -> None:
    gateway, router = gateway_of(calling("mail__send", "{}"))
    assert (await post(gateway, tool_choice={"type": "function", "name": "send"})).status_code == 200
    conversation = router.calls[0][1].conversation
    assert conversation is not None
    assert conversation.tool_choice == ToolChoice("named", "mail__send")


async def test_sent_arguments_that_break_a_strict_schema_fail_the_stream() -> None:
    strict = {
        "type": "object",
        "properties": {"x": {"type": "integer"}},
        "required": ["x"],
        "additionalProperties": False,
    }
    tool = {"type": "function", "name": "f", "parameters": strict, "strict": True}
    gateway, _ = gateway_of(calling("f", '{"x": "1"}'))
    found = frames_of((await post(gateway, stream=True, tools=[tool])).text)
    assert found[-1]["type"] == "response.failed"
    assert error_of(RESPONSES, found[-1])["code"] == "invalid_prompt"
    assert "output_item.done" not in kinds(found), "a client would run the call"


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({}, "tools"),
        ({"tools": [], "text": {"format": {"type": "json_object"}}}, "text.format"),
    ],
)
async def test_model_without_a_feature_refuses_it_by_its_field(changes: Any, param: str) -> None:
    gateway, router = gateway_of(saying("Hi"))
    answer = await post(gateway, model="gemma-4-26b", **changes)
    error = error_of(RESPONSES, answer.json())
    assert (answer.status_code, error["param"], error["code"]) == (400, param, "unsupported_feature")
    assert "'oss-20b'" in error["message"]
    assert router.calls == []


async def test_built_in_tools_alone_need_no_feature() -> None:
    gateway, _ = gateway_of(saying("Hi"))
    answer = await post(gateway, model="gemma-4-26b", tools=[SEARCH])
    assert (answer.status_code, answer.headers["x-ignored-tools"]) == (200, "web_search")
