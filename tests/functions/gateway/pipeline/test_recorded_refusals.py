"""Refused requests of known keys are recorded, as they were answered; those of unknown keys are not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.gateway.pipeline.refusals import Refusals
from functions.gateway.pipeline.request_bounds import RequestBounds
from portal.errors import InvalidRequest, KeyIds
from portal.limits import Limit
from portal.usage import Refused
from portal.usage.messages import encode
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, ROUTES, body_for, client_of
from tests.support.gateway.gateways import KEY_ID, ORGANIZATION, GatewayHarness, make_gateway
from tests.support.gateway.policies import DENIALS, policy
from tests.support.router.scripted import ScriptedRouter, saying

ONE_A_MINUTE = (Limit("requests per minute", "key", 1, 60),)


def gateway_under_test(**changes: Any) -> GatewayHarness:
    return make_gateway(ScriptedRouter(saying("It scatters.")), **changes)


def check(event: Refused, answer: httpx.Response, **expected: object) -> None:
    assert event.request_id == answer.headers["x-request-id"]
    assert (event.key_id, event.organization_id) == (KEY_ID, ORGANIZATION)
    assert event.status == answer.status_code
    assert event.count == 1
    assert abs(event.refused_at - datetime.now(UTC)) < timedelta(minutes=1)
    for name, value in expected.items():
        assert getattr(event, name) == value, name


@pytest.mark.parametrize("route", ROUTES)
async def test_refused_body_is_recorded_with_code_and_parameter(route: str) -> None:
    gateway = gateway_under_test(bounds=RequestBounds(max_body_bytes=500))
    async with client_of(gateway) as client:
        field = await client.post(route, json=body_for(route, temperature="hot", stream=True))
        malformed = await client.post(route, content=b"{")
        large = await client.post(route, content=b" " * 501)
        unknown = await client.post(route, json=body_for(route, model="gpt-9\x00", stream=True))
    first, second, third, fourth = gateway.usage.refused
    check(first, field, status=400, error_param="temperature", model=None, route=route)
    check(second, malformed, status=400, error_code="malformed_body", error_param=None)
    check(third, large, status=413, error_code="request_too_large")
    check(fourth, unknown, status=404, error_code="model_not_found", model=None, stream=True)
    assert gateway.usage.events == gateway.usage.refused


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("denial", DENIALS)
async def test_denied_request_is_recorded_with_the_status_of_its_dialect(route: str, denial: str) -> None:
    gateway = gateway_under_test(snapshot=DENIALS[denial][0])
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=True))
    (event,) = gateway.usage.events
    assert isinstance(event, Refused)
    check(event, answer, model="oss-20b", stream=True, route=route)


@pytest.mark.parametrize("route", ROUTES)
async def test_rate_limited_requests_are_recorded(route: str) -> None:
    gateway = gateway_under_test()
    headers = {"authorization": f"Bearer {gateway.new_key(limits=ONE_A_MINUTE)}"}
    async with client_of(gateway) as client:
        answers = [await client.post(route, json=body_for(route), headers=headers) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 429, 429, 429]
    assert len(gateway.usage.admitted) == 1
    for event, answer in zip(gateway.usage.refused, answers[1:], strict=True):
        check(event, answer, error_code="rate_limit_exceeded", model="oss-20b")


@pytest.mark.parametrize(
    "record",
    [
        {"status": "revoked"},
        {"status": "disabled"},
        {"expires_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda record: str(*record.values()),
)
async def test_key_that_is_not_in_force_is_recorded_however_often_it_is_used(record: dict[str, Any]) -> None:
    gateway = gateway_under_test()
    headers = {"authorization": f"Bearer {gateway.new_key(**record)}"}
    async with client_of(gateway) as client:
        answers = [
            await client.post(CHAT, json=body_for(CHAT), headers=headers),
            await client.post(MESSAGES, content=b"{", headers=headers),
            await client.get("/v1/models", headers=headers),
        ]
    for event, answer in zip(gateway.usage.refused, answers, strict=True):
        check(event, answer, status=401, error_code="invalid_api_key")


@pytest.mark.parametrize("key", ["", "nonsense", "ctx_" + "a" * 400, f"ctx_{'b' * 38}"])
async def test_unknown_keys_are_not_recorded(key: str) -> None:
    gateway = gateway_under_test()
    async with client_of(gateway) as client:
        client.headers["authorization"] = f"Bearer {key}" if key else ""
        answers = [
            await client.post(CHAT, json=body_for(CHAT)),
            await client.post(MESSAGES, content=b"{"),
            await client.get("/v1/models"),
            await client.get("/v1/nowhere"),
            await client.delete(CHAT),
        ]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 404, 405]
    assert gateway.usage.events == []


async def test_refusals_of_the_other_routes_are_recorded() -> None:
    gateway = gateway_under_test()
    async with client_of(gateway) as client:
        model = await client.get("/v1/models/gpt-9")
        page = await client.get("/v1/models", params={"limit": "0"})
        count = await client.post(f"{MESSAGES}/count_tokens", json={"model": "gpt-9", "messages": []})
        nowhere = await client.post("/v1/ctx_0123456789", json={})
        method = await client.get(CHAT)
        posted = await client.post("/v1/models/oss-20b")
    events = gateway.usage.refused
    assert len(events) == 6
    check(events[0], model, status=404, route="/v1/models/{model}", error_param="model")
    check(events[1], page, status=400, route="/v1/models")
    check(events[2], count, status=400, route=f"{MESSAGES}/count_tokens")
    check(events[3], nowhere, status=404, error_code="not_found", route=None)
    check(events[4], method, status=405, route=CHAT)
    check(events[5], posted, status=405, route="/v1/models/{model}")


async def test_idempotency_conflicts_are_recorded() -> None:
    gateway = gateway_under_test()
    async with client_of(gateway) as client:
        headers = {"idempotency-key": "one"}
        await client.post(CHAT, json=body_for(CHAT), headers=headers)
        other = await client.post(CHAT, json=body_for(CHAT, seed=1), headers=headers)
        long = await client.post(CHAT, json=body_for(CHAT), headers={"idempotency-key": "x" * 256})
    first, second = gateway.usage.refused
    check(first, other, status=422, error_param="idempotency-key", model="oss-20b")
    check(second, long, status=400, error_param="idempotency-key")
    assert len(gateway.usage.admitted) == 1


@pytest.mark.parametrize(
    ("param", "recorded"), [("x" * 400, "x" * 128), ("a\x00b", None), ("a\nb", None), ("\ud800", None)]
)
async def test_name_of_the_field_at_fault_is_bounded_and_printable(param: str, recorded: str | None) -> None:
    gateway = gateway_under_test()
    scope = {"type": "http", "path": CHAT, "headers": [], "state": {"request_id": "req_00001"}}
    error = InvalidRequest("No.", param=param).with_key(KeyIds(KEY_ID, ORGANIZATION))
    await Refusals(gateway.services).record(scope, error, 400)
    (event,) = gateway.usage.refused
    assert event.error_param == recorded
    assert encode(event)


async def test_key_blocked_by_the_policy_is_recorded() -> None:
    gateway = gateway_under_test(snapshot=policy())
    async with client_of(gateway) as client:
        await client.post(CHAT, json=body_for(CHAT))
        await gateway.publish(policy(blocked_keys=frozenset({KEY_ID})))
        answer = await client.post(CHAT, json=body_for(CHAT))
    (event,) = gateway.usage.refused
    check(event, answer, status=401, model="oss-20b")
