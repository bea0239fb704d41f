"""Sending a request again: an Idempotency-Key replays the answer, an SDK's retry is known to the books."""

from __future__ import annotations

import asyncio

import pytest

from portal.errors import RouterUnreachable
from tests.functions.gateway.gateways import make_gateway
from tests.functions.gateway.scripted_router import ScriptedRouter, failing, saying
from tests.functions.gateway.test_pipeline import CHAT, INFERENCE, body_for, client_of, error_of, text_of

KEY = {"idempotency-key": "order-1"}


@pytest.mark.parametrize("route", INFERENCE)
@pytest.mark.parametrize("stream", [False, True])
async def test_the_answer_is_replayed_and_nothing_runs_or_is_metered(route: str, stream: bool) -> None:
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
    assert len(router.calls) == len(gateway.ledger.admitted) == len(gateway.ledger.settled) == 1


async def test_what_is_kept_cannot_be_read() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    kept = repr(vars(gateway.answers))
    assert "scatters" not in kept
    assert "sky" not in kept
    assert "order-1" not in kept


@pytest.mark.parametrize("route", INFERENCE)
async def test_the_same_request_in_flight_is_a_conflict(route: str) -> None:
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
    assert len(gateway.ledger.admitted) == 1


@pytest.mark.parametrize("route", INFERENCE)
async def test_the_key_with_another_body_is_refused(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        await client.post(route, json=body_for(route), headers=KEY)
        other = await client.post(route, json=body_for(route, temperature=0.1), headers=KEY)
    assert other.status_code == 422
    assert "another request" in error_of(route, other.json())["message"]
    assert len(gateway.ledger.admitted) == 1


async def test_what_failed_runs_again_under_its_key_and_counts_as_a_retry() -> None:
    router = ScriptedRouter(failing(RouterUnreachable("no")), saying("It scatters."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        failed = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
        again = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    assert (failed.status_code, again.status_code) == (502, 200)
    assert text_of(CHAT, again.json()) == "It scatters."
    first, second = gateway.ledger.admitted
    assert (first.client_retry, second.client_retry) == (0, 1)
    assert first.fingerprint == second.fingerprint


async def test_only_requests_with_the_header_ask_the_database() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    gateway.answers.down = True
    async with client_of(gateway) as client:
        assert (await client.post(CHAT, json=body_for(CHAT))).status_code == 200
        assert gateway.answers.calls == 0
        unsure = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    assert unsure.status_code == 503
    assert len(gateway.ledger.admitted) == 1


@pytest.mark.parametrize("name", ["", "x" * 256])
async def test_a_malformed_key_is_refused(name: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT), headers={"idempotency-key": name})
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "idempotency-key"


async def test_a_retry_of_an_sdk_is_told_with_the_fingerprint_of_its_body() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        for count in ("0", "1"):
            await client.post(CHAT, json=body_for(CHAT), headers={"x-stainless-retry-count": count})
        await client.post(CHAT, json=body_for(CHAT, temperature=0.5))
    first, again, other = gateway.ledger.admitted
    assert (first.client_retry, again.client_retry) == (0, 1)
    assert first.fingerprint == again.fingerprint != other.fingerprint
