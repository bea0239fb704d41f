"""Requests that are refused for their key, model or body."""

from __future__ import annotations

import pytest

from functions.gateway.pipeline.request_bounds import RequestBounds
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, ROUTES, body_for, client_of, error_of
from tests.support.gateway.gateways import make_gateway
from tests.support.router.scripted import ScriptedRouter, saying


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"authorization": ""}, "missing_api_key"),
        ({"authorization": "Basic dXNlcg=="}, "missing_api_key"),
        ({"authorization": "Bearer nonsense"}, "invalid_api_key"),
        ({"authorization": f"Bearer ctx_{'a' * 400}"}, "invalid_api_key"),
    ],
)
async def test_invalid_key_is_401_and_costs_nothing(route: str, headers: dict[str, str], code: str) -> None:
    router = ScriptedRouter(saying("never"))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route), headers=headers)
    assert answer.status_code == 401
    error = error_of(route, answer.json())
    if route != MESSAGES:
        assert error["code"] == code
    assert answer.headers["www-authenticate"] == "Bearer"
    assert router.calls == []
    assert gateway.usage.events == []


async def test_invalid_key_is_reported_before_an_invalid_body() -> None:
    gateway = make_gateway(ScriptedRouter(saying("never")))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, content=b"{", headers={"authorization": "Bearer nonsense"})
    assert answer.status_code == 401


@pytest.mark.parametrize("route", ROUTES)
async def test_unknown_model_is_404_and_is_not_counted(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, model="gpt-9"))
        counted = await client.post(CHAT, json=body_for(CHAT))
    assert answer.status_code == 404
    assert "gpt-9" in error_of(route, answer.json())["message"]
    assert counted.headers["x-ratelimit-remaining-requests"] == "19"


@pytest.mark.parametrize("route", ROUTES)
async def test_body_over_the_limit_is_413(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("never")), bounds=RequestBounds(max_body_bytes=100))
    async with client_of(gateway) as client:
        answer = await client.post(route, content=b" " * 101)
    assert answer.status_code == 413
    assert "100 bytes" in error_of(route, answer.json())["message"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe"])
async def test_body_that_is_not_a_request_is_400(route: str, content: bytes) -> None:
    gateway = make_gateway(ScriptedRouter(saying("never")))
    async with client_of(gateway) as client:
        answer = await client.post(route, content=content)
    assert answer.status_code == 400
    assert error_of(route, answer.json())["message"]
