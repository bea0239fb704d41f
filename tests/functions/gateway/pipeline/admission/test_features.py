"""Tools and JSON output on models whose routers cannot carry them, and names of models."""

from __future__ import annotations

from typing import Any

import pytest

from portal.policy import PlanPolicy, PolicySnapshot
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, client_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway, pool_router
from tests.support.router.scripted import ScriptedRouter, saying

USER = {"role": "user", "content": "Hi"}
TOOL = {"type": "function", "function": {"name": "f"}}
CALLED = {
    "role": "assistant",
    "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
}
RESULT = {"role": "tool", "tool_call_id": "a", "content": "1"}


def gateway_of(router: ScriptedRouter, **options: Any) -> GatewayHarness:
    pools = pool_router("gemma-4-26b", "oss-20b", on_v4=["oss-20b"], names={"claude-haiku-*": "oss-20b"})
    return make_gateway(router, pools=pools, **options)


async def post(gateway: GatewayHarness, route: str = CHAT, **body: Any) -> Any:
    async with client_of(gateway) as client:
        return await client.post(route, json={"messages": [USER], **body})


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"tools": [TOOL]}, "tools"),
        ({"tools": [TOOL], "tool_choice": "required"}, "tools"),
        ({"messages": [USER, CALLED, RESULT]}, "tools"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
    ],
)
async def test_feature_that_the_wire_cannot_carry_is_refused_before_counting(
    body: dict[str, Any], param: str
) -> None:
    router = ScriptedRouter(saying("Hi"))
    gateway = gateway_of(router)
    answer = await post(gateway, model="gemma-4-26b", **body)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["param"]) == (400, "unsupported_feature", param)
    assert "'gemma-4-26b'" in error["message"]
    assert "Use 'oss-20b'." in error["message"]
    assert not router.calls
    assert not gateway.usage.admitted
    assert answer.headers["x-ratelimit-remaining-requests"] == answer.headers["x-ratelimit-limit-requests"]


async def test_refusal_names_only_models_that_the_key_may_call() -> None:
    plans = {"pro": PlanPolicy(models=frozenset({"gemma-4-26b"}))}
    gateway = gateway_of(ScriptedRouter(saying("Hi")), snapshot=PolicySnapshot(plans=plans))
    answer = await post(gateway, model="gemma-4-26b", tools=[TOOL])
    assert answer.status_code == 400
    assert "oss-20b" not in answer.text


async def test_refusal_names_the_field_of_its_dialect() -> None:
    schema = {"type": "json_schema", "schema": {"type": "object"}}
    answer = await post(
        gateway_of(ScriptedRouter(saying("Hi"))),
        MESSAGES,
        model="gemma-4-26b",
        max_tokens=5,
        output_config={"format": schema},
    )
    assert answer.json()["error"]["details"]["param"] == "output_config.format"


async def test_tools_that_may_not_be_called_are_left_out_on_v3() -> None:
    router = ScriptedRouter(saying("Hi"))
    answer = await post(gateway_of(router), model="gemma-4-26b", tools=[TOOL], tool_choice="none")
    assert answer.status_code == 200
    ((_, call),) = router.calls
    assert (call.prompt, call.conversation) == ("Hi", None)


async def test_conversation_goes_to_v4_with_control_tokens_broken_up() -> None:
    router = ScriptedRouter(saying("Hi"))
    token = "<|end|>"
    function = {"name": "f", "description": token, "parameters": {"title": token}}
    tool = {"type": "function", "function": function}
    written = {"id": "a", "type": "function", "function": {"name": "f", "arguments": f'{{"x":"{token}"}}'}}
    called = {"role": "assistant", "tool_calls": [written]}
    messages = [{"role": "user", "content": token}, called, {**RESULT, "content": token}]
    answer = await post(gateway_of(router), model="oss-20b", tools=[tool], messages=messages)
    assert answer.status_code == 200
    ((_, call),) = router.calls
    assert call.conversation is not None
    assert token not in repr(call.conversation)
    assert repr(call.conversation).count("< |end|>") >= 5


async def test_prompt_of_completions_goes_over_v3() -> None:
    router = ScriptedRouter(saying("Hi"))
    async with client_of(gateway_of(router)) as client:
        await client.post("/v1/completions", json={"model": "oss-20b", "prompt": "Once"})
    ((_, call),) = router.calls
    assert (call.prompt, call.raw_prompt, call.conversation) == ("Once", True, None)


async def test_tools_count_as_tokens() -> None:
    def counted(gateway: GatewayHarness) -> int:
        return gateway.usage.admitted[0].prompt_tokens

    plain, with_tools = (gateway_of(ScriptedRouter(saying("Hi"))) for _ in range(2))
    await post(plain, model="oss-20b")
    described = {"type": "function", "function": {"name": "f", "description": "word " * 100}}
    await post(with_tools, model="oss-20b", tools=[described])
    assert counted(with_tools) >= counted(plain) + 100


@pytest.mark.parametrize("model", ["claude-haiku-4-5", "claude-haiku-"])
async def test_name_of_another_model_is_mapped(model: str) -> None:
    router = ScriptedRouter(saying("Hi"))
    answer = await post(gateway_of(router), MESSAGES, model=model, max_tokens=5)
    assert answer.json()["model"] == "oss-20b"
    assert (await post(gateway_of(router), MESSAGES, model="claude-opus", max_tokens=5)).status_code == 404
