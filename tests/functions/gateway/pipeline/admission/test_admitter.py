"""Admission by windows and by the policy snapshot."""

from __future__ import annotations

import pytest

from portal.limits import Limit
from portal.policy import ModelPolicy, PlanPolicy, PolicySnapshot, PoolPolicy
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, body_for, client_of
from tests.support.gateway.gateways import KEY_ID, LIMITS, ORGANIZATION, make_gateway
from tests.support.router.scripted import ScriptedRouter, saying


async def test_full_minute_window_is_429_with_retry_after() -> None:
    router = ScriptedRouter(saying("It scatters."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        for left in range(LIMITS[0].limit - 1, -1, -1):
            answer = await client.post(CHAT, json=body_for(CHAT))
            assert answer.status_code == 200
            assert answer.headers["x-ratelimit-remaining-requests"] == str(left)
        denied = await client.post(CHAT, json=body_for(CHAT))
        denied_again = await client.post(MESSAGES, json=body_for(MESSAGES))
    assert denied.status_code == denied_again.status_code == 429
    assert denied.json()["error"]["code"] == "rate_limit_exceeded"
    assert 0 < int(denied.headers["retry-after"]) <= 60
    assert 0 < int(denied.headers["retry-after-ms"]) <= 60_000
    assert denied_again.json()["error"]["type"] == "rate_limit_error"
    assert denied_again.headers["anthropic-ratelimit-requests-remaining"] == "0"
    assert len(router.calls) == LIMITS[0].limit
    assert len(gateway.usage.admitted) == LIMITS[0].limit


async def test_full_long_window_is_a_quota_without_retry() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    key = gateway.new_key(limits=(LIMITS[0], Limit("requests per week", "organization", 1, 604_800)))
    async with client_of(gateway) as client:
        headers = {"authorization": f"Bearer {key}"}
        await client.post(CHAT, json=body_for(CHAT), headers=headers)
        denied = await client.post(CHAT, json=body_for(CHAT), headers=headers)
    assert denied.status_code == 429
    assert denied.json()["error"]["code"] == "insufficient_quota"
    assert denied.headers["x-should-retry"] == "false"
    assert "retry-after" not in denied.headers
    assert "requests per week" in denied.json()["error"]["message"]


@pytest.mark.parametrize(
    ("snapshot", "status", "code"),
    [
        (PolicySnapshot(blocked_keys=frozenset({KEY_ID})), 401, "invalid_api_key"),
        (
            PolicySnapshot(suspended_organizations=frozenset({ORGANIZATION})),
            403,
            "organization_suspended",
        ),
        (PolicySnapshot(over_quota_allowances=frozenset({ORGANIZATION})), 429, "insufficient_quota"),
        (PolicySnapshot(plans={"pro": PlanPolicy(frozenset({"gemma-4-26b"}))}), 403, "model_not_permitted"),
        (
            PolicySnapshot(
                plans={"pro": PlanPolicy()}, organization_models={ORGANIZATION: frozenset({"gemma-4-26b"})}
            ),
            403,
            "model_not_permitted",
        ),
        (
            PolicySnapshot(models={"oss-20b": ModelPolicy("oss-20b", "oss-20b", "disabled")}),
            503,
            "model_unavailable",
        ),
        (PolicySnapshot(pools={"oss-20b": PoolPolicy("oss-20b", "draining")}), 503, "model_unavailable"),
    ],
)
async def test_current_policy_decides(snapshot: PolicySnapshot, status: int, code: str) -> None:
    router = ScriptedRouter(saying("never"))
    gateway = make_gateway(router, snapshot=snapshot)
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT))
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert router.calls == []
    assert gateway.usage.admitted == []
