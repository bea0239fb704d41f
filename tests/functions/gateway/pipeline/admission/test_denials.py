"""Denied requests: they consume nothing, and the error has the route's dialect and the key's limits."""

from __future__ import annotations

from typing import Any

import pytest

from portal.policy import ChangedPlan, PlanPolicy
from tests.support.gateway.dialect_cases import CHAT, ROUTES, body_for, client_of, error_of
from tests.support.gateway.gateways import ORGANIZATION, make_gateway
from tests.support.gateway.policies import DENIALS, policy, used
from tests.support.router.scripted import ScriptedRouter, saying


@pytest.mark.parametrize("denial", [name for name in DENIALS if name != "suspended"])
async def test_denied_request_consumes_nothing(denial: str) -> None:
    snapshot, status = DENIALS[denial]
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=policy())
    async with client_of(gateway) as client:
        first = await client.post(CHAT, json=body_for(CHAT))
        assert used(first) == 1
        await gateway.publish(snapshot)
        for _ in range(30):
            answer = await client.post(CHAT, json=body_for(CHAT, stream=True))
            assert answer.status_code == status
        await gateway.publish(policy())
        assert used(await client.post(CHAT, json=body_for(CHAT))) == 2


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("denial", DENIALS)
async def test_denial_has_the_dialect_of_its_route(route: str, denial: str) -> None:
    snapshot, status = DENIALS[denial]
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=snapshot)
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=True))
    assert answer.status_code in {status, 402, 529}
    error = error_of(route, answer.json())
    assert error["message"]
    assert gateway.usage.admitted == []


@pytest.mark.parametrize("denial", [*DENIALS, "malformed", "unknown model"])
@pytest.mark.parametrize("route", ROUTES)
async def test_refusal_shows_the_limits_of_a_valid_key_only(route: str, denial: str) -> None:
    snapshot = DENIALS[denial][0] if denial in DENIALS else policy()
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=snapshot)
    body: dict[str, Any] = {"model": []} if denial == "malformed" else body_for(route, stream=True)
    if denial == "unknown model":
        body["model"] = "no-such-model"
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body)
        unknown = await client.post(route, json=body, headers={"authorization": "Bearer ctx_unknown"})
    assert answer.status_code in {400, 402, 403, 404, 429, 503, 529}
    shown = {name for name in answer.headers if "ratelimit" in name}
    assert len([name for name in shown if "requests" in name]) == 3
    assert len([name for name in shown if "tokens" in name]) == (3 if denial == "over quota" else 0)
    assert unknown.status_code == 401
    assert not [name for name in unknown.headers if "ratelimit" in name]


async def test_changed_plan_applies_before_the_key_service_has_it() -> None:
    snapshot = policy(
        plans={"pro": PlanPolicy(frozenset({"gemma-4-26b"})), "max": PlanPolicy()},
        changed_plans={ORGANIZATION: ChangedPlan("max", ORGANIZATION)},
    )
    async with client_of(make_gateway(ScriptedRouter(saying("Hi")), snapshot=snapshot)) as client:
        assert (await client.post(CHAT, json=body_for(CHAT))).status_code == 200
        listed = (await client.get("/v1/models")).json()["data"]
    assert "oss-20b" in [model["id"] for model in listed]
