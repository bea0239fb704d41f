"""An ``Idempotency-Key`` is claimed, and replays the stored response; retry headers change nothing."""

from __future__ import annotations

import asyncio
import os

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
    assert (refused.headers["retry-after"], refused.headers["x-should-retry"]) == ("2", "true")
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


async def test_failed_request_frees_the_key() -> None:
    router = ScriptedRouter(failing(RouterUnreachable("no")), saying("It scatters."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        failed = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
        again = await client.post(CHAT, json=body_for(CHAT, temperature=0.1), headers=KEY)
    assert (failed.status_code, again.status_code) == (502, 200)
    assert text_of(CHAT, again.json()) == "It scatters."


async def test_claim_whose_answer_is_lost_is_released_at_once() -> None:
    """A time-out of the database, although it has granted the claim."""
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        gateway.stored_responses.answers_are_lost = True
        refused = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
        await gateway.services.settle()
        gateway.stored_responses.answers_are_lost = False
        again = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    assert (refused.status_code, again.status_code) == (503, 200)
    assert len(gateway.usage.admitted) == 1


async def test_claim_that_cannot_be_released_expires_within_seconds() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")), lease_seconds=0.2)
    store = gateway.stored_responses
    async with client_of(gateway) as client:
        store.answers_are_lost = True
        refused = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
        store.answers_are_lost, store.down = False, True
        await gateway.services.settle()
        store.down = False
        await asyncio.sleep(0.25)
        again = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    assert (refused.status_code, again.status_code) == (503, 200)


async def test_response_that_is_too_large_is_not_run_and_paid_for_again() -> None:
    text = os.urandom(2_000_000).hex()
    gateway = make_gateway(ScriptedRouter(saying(text)))
    async with client_of(gateway) as client:
        first = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
        again = await client.post(CHAT, json=body_for(CHAT), headers=KEY)
    assert (first.status_code, again.status_code) == (200, 409)
    assert error_of(CHAT, again.json())["code"] == "response_not_stored"
    assert again.headers["x-should-retry"] == "false"
    assert len(gateway.usage.settled) == 1


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


@pytest.mark.parametrize("count", ["0", "1", "7", "70", "400", "700", "999", "-1", "x", "9" * 40])
async def test_retry_header_is_no_part_of_the_usage(count: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    headers = {"x-stainless-retry-count": count}
    async with client_of(gateway) as client:
        for sent in ({}, headers, headers):
            assert (await client.post(CHAT, json=body_for(CHAT), headers=sent)).status_code == 200
    first, *retries = [
        {name: value for name, value in vars(event).items() if not is_of_one_request(name)}
        for event in gateway.usage.settled
    ]
    assert retries == [first] * 2


def is_of_one_request(field: str) -> bool:
    return field in {"request_id", "admitted_at", "settled_at", "ttft_ms", "latency_ms", "targets"}
