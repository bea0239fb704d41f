"""Exhausted quotas: a month's tokens, and prepaid credit."""

from __future__ import annotations

import pytest

from portal.policy import ExhaustedCredit
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, ROUTES, body_for, client_of, error_of
from tests.support.gateway.gateways import ORGANIZATION, make_gateway
from tests.support.gateway.policies import DENIALS, policy
from tests.support.router.scripted import ScriptedRouter, saying


@pytest.mark.parametrize("route", ROUTES)
async def test_exhausted_tokens_name_limit_usage_and_reset(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=DENIALS["over quota"][0])
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route))
    message = error_of(route, answer.json())["message"]
    assert "all of the 5,000 tokens per month of your organisation are used" in message
    assert "-01 00:00:00 UTC" in message
    assert "retry-after" not in answer.headers
    assert answer.headers["x-should-retry"] == "false"


@pytest.mark.parametrize("route", ROUTES)
async def test_exhausted_credit_names_balance_and_billing_page(route: str) -> None:
    snapshot = policy(out_of_credit={ORGANIZATION: ExhaustedCredit(1_250_000_000, 1_250_000_500)})
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=snapshot)
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route))
        await gateway.publish(policy(out_of_credit={"another organisation": ExhaustedCredit(0, 0)}))
        assert (await client.post(route, json=body_for(route))).status_code == 200
    error = error_of(route, answer.json())
    assert "balance of your organisation is $1.25, of which $1.2500005 is held" in error["message"]
    assert "Add credit on the billing page of the portal." in error["message"]
    assert answer.headers["x-should-retry"] == "false"
    assert "retry-after" not in answer.headers
    if route == MESSAGES:
        assert (answer.status_code, error["type"]) == (402, "billing_error")
    else:
        assert (answer.status_code, error["code"]) == (429, "insufficient_quota")


async def test_admitted_event_has_max_tokens() -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    async with client_of(gateway) as client:
        for bound in ({"max_tokens": 77}, {}):
            await client.post(CHAT, json=body_for(CHAT) | bound)
    assert [event.max_tokens for event in gateway.usage.admitted] == [77, None]
