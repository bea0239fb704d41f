"""``POST /v1/messages/count_tokens``."""

from __future__ import annotations

import pytest

from tests.support.gateway.dialect_cases import body_for, client_of, error_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.router.scripted import ScriptedRouter, saying


@pytest.fixture
def gateway() -> GatewayHarness:
    return make_gateway(ScriptedRouter(saying("Hello.")))


async def test_counted_tokens_equal_those_of_message_start(gateway: GatewayHarness) -> None:
    body = body_for("/v1/messages", system="Be brief.", stream=True)
    counting = {name: value for name, value in body.items() if name in ("model", "messages", "system")}
    async with client_of(gateway) as client:
        counted = (await client.post("/v1/messages/count_tokens", json=counting)).json()
        stream = (await client.post("/v1/messages", json=body)).text
    assert counted["input_tokens"] > 0
    assert f'"input_tokens":{counted["input_tokens"]}' in stream.split("\n\n")[0]
    assert len(gateway.usage.admitted) == 1


async def test_count_needs_a_key_a_model_and_a_body(gateway: GatewayHarness) -> None:
    messages = [{"role": "user", "content": "Hi"}]
    async with client_of(gateway) as client:
        stranger = await client.post(
            "/v1/messages/count_tokens", json={"model": "oss-20b"}, headers={"authorization": ""}
        )
        unknown = await client.post("/v1/messages/count_tokens", json={"model": "none", "messages": messages})
        malformed = await client.post("/v1/messages/count_tokens", content=b"{")
    assert [answer.status_code for answer in (stranger, unknown, malformed)] == [401, 404, 400]
    for answer in (stranger, unknown, malformed):
        error_of("/v1/messages", answer.json())
