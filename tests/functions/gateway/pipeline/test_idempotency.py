"""Retries: an ``Idempotency-Key`` replays the stored response, and usage events show an SDK's retry."""

from __future__ import annotations

import asyncio

import pytest

from portal.errors import RouterUnreachable
from tests.support.gateway.dialect_cases import CHAT, ROUTES, body_for, client_of, error_of, text_of
from tests.support.gateway.gateways import make_gateway
from tests.support.router.scripted import ScriptedRouter, failing, saying

KEY = {"idempotency-key": "order-1"}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("stream", [False, True])
async def test_stored_response_is_replayed_and_nothing_runs(route: str, stream: bool) -> None:
    router = ScriptedRouter(saying("It ", "scatters."), saying("Something else."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        first = await client.post(route, json=body_for(route, stream=stream), headers=KEY)
        again = await client.post(route, json=body_for(route, stream=stream), headers=KEY)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.content == first.content
    assert again.headers["content-type"] == first.headers["content-type"]
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["original-request-id"] == first.headers["x-request-id"]
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    assert len(router.calls) == len(gateway.usage.admitted) == len(gateway.usage.settled) == 1


async def test_stored_response_has_no_plain_text() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    stored = repr(vars(gateway.stored_responses))
    assert "scatters" not in stored
    assert "sky" not in stored
    assert "order-1" not in stored


@pytest.mark.parametrize("route", ROUTES)
async def test_running_request_is_a_conflict(route: str) -> None:
    router = ScriptedRouter(saying("It ", "scatters.", pause=1.0))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        running = asyncio.create_task(client.post(route, json=body_for(route), headers=KEY))
        await asyncio.sleep(0.2)
        assert len(router.calls) == 1
        refused = await client.post(route, json=body_for(route), headers=KEY)
        assert (await running).status_code == 200
    assert refused.status_code == 409
    assert "still running" in error_of(route, refused.json())["message"]
    assert refused.headers["retry-after"] == "2"
    assert len(gateway.usage.admitted) == 1


@pytest.mark.parametrize("route", ROUTES)
async def test_other_body_under_the_same_key_is_refused(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        await client.post(route, json=body_for(route), headers=KEY)
        other = await client.post(route, json=body_for(route, temperature=0.1), headers=KEY)
    assert other.status_code == 422
    assert "another request" in error_of(route, other.json())["message"]
    assert len(gateway.usage.admitted) == 1


async def test_failed_request_runs_again_and_counts_as_a_retry() -> None:
    router = ScriptedRouter(failing(RouterUnreachable("no")), saying("It scatters."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        failed = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
        again = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    assert (failed.status_code, again.status_code) == (502, 200)
    assert text_of(CHAT, again.json()) == "It scatters."
    first, second = gateway.usage.admitted
    assert (first.client_retry, second.client_retry) == (0, 1)
    assert first.fingerprint == second.fingerprint


async def test_only_requests_with_the_header_call_the_store() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    gateway.stored_responses.down = True
    async with client_of(gateway) as client:
        assert (await client.post(CHAT, json=body_for(CHAT))).status_code == 200
        assert gateway.stored_responses.calls == 0
        refused = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    assert refused.status_code == 503
    assert len(gateway.usage.admitted) == 1


@pytest.mark.parametrize("name", ["", "x" * 256])
async def test_malformed_idempotency_key_is_refused(name: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT), headers={"idempotency-key": name})
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "idempotency-key"


async def test_sdk_retry_is_recorded_with_its_fingerprint() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        for count in ("0", "1"):
            await client.post(CHAT, json=body_for(CHAT), headers={"x-stainless-retry-count": count})
        await client.post(CHAT, json=body_for(CHAT, temperature=0.5))
    first, again, other = gateway.usage.admitted
    assert (first.client_retry, again.client_retry) == (0, 1)
    assert first.fingerprint == again.fingerprint != other.fingerprint
