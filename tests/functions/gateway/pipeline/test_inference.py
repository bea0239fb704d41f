"""Requests that succeed, with a scripted router."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import httpx
import orjson
import pytest

from portal.errors import RouterUnreachable
from portal.inference import TokenUsage
from portal.inference.tokens import estimate_tokens
from tests.support.gateway.dialect_cases import (
    CHAT,
    COMPLETIONS,
    MESSAGES,
    RESPONSES,
    ROUTES,
    body_for,
    client_of,
    frames_of,
    streamed_text,
    text_of,
)
from tests.support.gateway.gateways import KEY_ID, ORGANIZATION, make_gateway
from tests.support.router.scripted import ScriptedRouter, failing, saying


@pytest.mark.parametrize("route", ROUTES)
async def test_unary_request_is_answered_and_settled_once(route: str) -> None:
    usage = TokenUsage(12, 3)
    router = ScriptedRouter(saying("It ", "scatters.", usage=usage))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route))
    assert answer.status_code == 200
    assert text_of(route, answer.json()) == "It scatters."
    assert answer.headers["x-request-id"] == answer.headers["request-id"]
    (admitted,) = gateway.usage.admitted
    (settled,) = gateway.usage.settled
    assert admitted.request_id == settled.request_id == answer.headers["x-request-id"]
    assert (settled.organization_id, settled.key_id) == (ORGANIZATION, KEY_ID)
    assert (settled.outcome, settled.status, settled.route) == ("ok", 200, route)
    assert (settled.prompt_tokens, settled.completion_tokens, settled.token_source) == (12, 3, "router")
    assert settled.estimated_tokens == admitted.prompt_tokens + estimate_tokens("It scatters.")
    assert settled.ttft_ms is not None
    assert 0 <= settled.ttft_ms <= settled.latency_ms


@pytest.mark.parametrize("route", ROUTES)
async def test_stream_has_the_text_and_its_terminator(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It ", "scatters.", usage=TokenUsage(12, 3))))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=True))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    frames = frames_of(answer.text)
    assert streamed_text(route, frames) == "It scatters."
    if route == MESSAGES:
        assert frames[-1]["type"] == "message_stop"
        assert "[DONE]" not in answer.text
    elif route == RESPONSES:
        assert frames[-1]["type"] == "response.completed"
        assert "[DONE]" not in answer.text
    else:
        assert answer.text.endswith("data: [DONE]\n\n")
    (settled,) = gateway.usage.settled
    assert (settled.outcome, settled.completion_tokens, settled.stream) == ("ok", 3, True)


async def test_tokens_are_estimated_if_the_router_counts_none() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT))
    (settled,) = gateway.usage.settled
    assert settled.token_source == "estimated"
    assert settled.completion_tokens == estimate_tokens("It scatters.")
    assert answer.json()["usage"]["completion_tokens"] == settled.completion_tokens
    assert settled.prompt_tokens == gateway.usage.admitted[0].prompt_tokens > 0


@pytest.mark.parametrize("stream", [False, True])
async def test_failover_before_the_first_text(stream: bool) -> None:
    router = ScriptedRouter(
        failing(RouterUnreachable("The model cannot be reached.")), saying("It scatters.")
    )
    gateway = make_gateway(router, urls=("http://a.internal", "http://b.internal"))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=stream))
    assert answer.status_code == 200
    assert "It scatters." in answer.text
    assert len({target.url for target, _ in router.calls}) == 2
    assert gateway.usage.settled[0].attempts == 2


@pytest.mark.parametrize("route", ROUTES)
async def test_x_api_key_header_works_on_every_route(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(gateway.app),
        base_url="http://gateway",
        headers={"x-api-key": gateway.key},
    ) as client:
        answer = await client.post(route, json=body_for(route))
    assert answer.status_code == 200


@pytest.mark.parametrize("model", ["default", None])
async def test_default_model_serves_requests_without_a_model(model: str | None) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        answer = await client.post(COMPLETIONS, json=body_for(COMPLETIONS, model=model))
    assert answer.json()["model"] == "oss-20b"


@pytest.mark.parametrize("route", ROUTES)
async def test_without_a_default_only_requests_that_name_no_model_are_refused(route: str) -> None:
    """The operator's default has no pool: that must not stop the gateway for everybody else."""
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")), has_default_model=False)
    async with client_of(gateway) as client:
        named = await client.post(route, json=body_for(route))
        default = await client.post(route, json=body_for(route, model="default"))
        unnamed = await client.post(route, json=body_for(route, model=None))
    assert (named.status_code, default.status_code, unnamed.status_code) == (200, 404, 400)
    if route == COMPLETIONS:  # the other dialects require the field
        assert "The request names no model." in unnamed.text


async def test_router_call_has_prompt_session_and_request_id() -> None:
    router = ScriptedRouter(saying("It scatters."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, max_tokens=9, temperature=0.5, stop=["\n"]))
    ((target, call),) = router.calls
    assert (target.session_id, target.auth_key) == (7, "router-key")
    assert call.prompt == "Why is the sky blue?"
    assert call.client_reference == answer.headers["x-request-id"]
    assert (call.sampling.max_tokens, call.sampling.temperature, call.sampling.stop) == (9, 0.5, ("\n",))
    seen = answer.text + repr(answer.headers)
    for secret in ("router.internal", "router-key"):
        assert secret not in seen


@pytest.mark.parametrize("stream", [False, True])
async def test_request_creates_no_reference_cycles(*, stream: bool) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    body = orjson.dumps(body_for(CHAT, stream=stream))
    scope = {
        "type": "http",
        "method": "POST",
        "path": CHAT,
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {gateway.key}".encode())],
    }

    async def send_request() -> None:
        incoming = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Any:
            for message in incoming:
                return message
            return await asyncio.Event().wait()

        async def send(message: Any) -> None:
            assert message.get("status", 200) == 200

        await gateway.app(dict(scope), receive, send)
        await asyncio.sleep(0)

    await send_request()
    gc.collect()
    gc.disable()
    try:
        for _ in range(15):
            await send_request()
        assert gc.collect() < 15
    finally:
        gc.enable()
