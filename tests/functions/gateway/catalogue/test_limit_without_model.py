"""What runs no model counts against a limit of its own per key, and never against the plan's."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from portal.limits import WITHOUT_MODEL
from tests.support.gateway.dialect_cases import body_for, client_of, error_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.router.scripted import ScriptedRouter, saying

CHAT = "/v1/chat/completions"


def without_max_tokens(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "max_tokens"}


REQUESTS = {
    "list of models": ("GET", "/v1/models", None),
    "one model": ("GET", "/v1/models/oss-20b", None),
    "unknown model of the list": ("GET", "/v1/models/none", None),
    "token count": ("POST", "/v1/messages/count_tokens", without_max_tokens(body_for("/v1/messages"))),
    "malformed body": ("POST", CHAT, "{"),
    "malformed count": ("POST", "/v1/messages/count_tokens", "{"),
    "malformed message": ("POST", "/v1/messages", "[]"),
    "malformed completion": ("POST", "/v1/completions", "{}"),
    "unknown model": ("POST", CHAT, {**body_for(CHAT), "model": "none"}),
    "too many values": ("POST", CHAT, '{"messages":[' + "0," * 200_000 + "0]}"),
}


@pytest.fixture
def gateway() -> GatewayHarness:
    return make_gateway(ScriptedRouter(saying("Hello.")))


async def send(client: httpx.AsyncClient, kind: str) -> httpx.Response:
    method, path, body = REQUESTS[kind]
    if isinstance(body, str):
        return await client.request(method, path, content=body)
    return await client.request(method, path, json=body)


@pytest.mark.parametrize("kind", REQUESTS)
async def test_requests_beyond_the_limit_are_refused(gateway: GatewayHarness, kind: str) -> None:
    async with client_of(gateway) as client:
        answers = [await send(client, kind) for _ in range(WITHOUT_MODEL.limit + 10)]
        counted = await client.post(CHAT, json=body_for(CHAT))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 8 <= len(refused) <= 10  # a minute may begin meanwhile
    assert answers[WITHOUT_MODEL.limit - 1].status_code != 429
    error = error_of(REQUESTS[kind][1].replace("/count_tokens", ""), refused[-1].json())
    assert WITHOUT_MODEL.name in error["message"]
    assert 0 < float(refused[-1].headers["retry-after"]) <= 60
    assert counted.status_code == 200
    assert counted.headers["x-ratelimit-remaining-requests"] == "19"


async def test_kinds_share_the_limit_and_keys_do_not(gateway: GatewayHarness) -> None:
    other = {"authorization": f"Bearer {gateway.new_key(key_id='another')}"}
    async with client_of(gateway) as client:
        for _ in range(WITHOUT_MODEL.limit // len(REQUESTS) + 1):
            for kind in REQUESTS:
                last = await send(client, kind)
        of_another_key = await client.get("/v1/models", headers=other)
    assert last.status_code == 429
    assert of_another_key.status_code == 200


async def test_inference_is_not_counted_against_it(gateway: GatewayHarness) -> None:
    async with client_of(gateway) as client:
        for _ in range(WITHOUT_MODEL.limit):
            await client.get("/v1/models")
        inference = await client.post(CHAT, json=body_for(CHAT))
        assert (await client.get("/v1/models")).status_code == 429
    assert inference.status_code == 200
