"""Clients that match errors by their words, codes and statuses do the right thing with each of ours."""

from __future__ import annotations

from typing import Any

import pytest

from portal.errors import ContextTooLong
from portal.limits import Limit
from portal.policy import ExhaustedCredit, ModelPolicy, PlanPolicy, PolicySnapshot
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, ROUTES, asking, body_for, client_of
from tests.support.gateway.error_matchers import (
    CONTEXT,
    RETRIES,
    Matcher,
    SentError,
    claude_code_sees_context,
    litellm_sees_rate_limit,
)
from tests.support.gateway.gateways import ORGANIZATION, make_gateway
from tests.support.gateway.policies import policy, stream_limit
from tests.support.router.scripted import ScriptedRouter, failing, saying

_ORGANIZATIONS = frozenset({ORGANIZATION})
_NONE_A_MINUTE = Limit("requests per minute", "key", 0, 60)
_NONE_A_MINUTE_OF_ORGANIZATION = Limit("requests per minute", "organization", 0, 60)

WORTH_RETRYING: dict[str, tuple[PolicySnapshot, tuple[Limit, ...] | None]] = {
    "requests per minute": (policy(), (_NONE_A_MINUTE,)),
    "requests per minute of the organisation": (policy(), (_NONE_A_MINUTE_OF_ORGANIZATION,)),
    "concurrent streams": (stream_limit(0), None),
    "concurrent streams elsewhere": (
        policy(at_stream_limit=_ORGANIZATIONS, plans={"pro": PlanPolicy(concurrent_streams=5)}), None,
    ),
}  # fmt: skip
NOT_WORTH_RETRYING: dict[str, tuple[PolicySnapshot, tuple[Limit, ...] | None]] = {
    "requests per 5 hours": (policy(), (Limit("requests per 5 hours", "organization", 0, 18_000),)),
    "requests per week": (policy(), (Limit("requests per week", "organization", 0, 604_800),)),
    "tokens per month": (policy(over_quota_allowances=_ORGANIZATIONS), None),
    "credit": (policy(out_of_credit={ORGANIZATION: ExhaustedCredit(0, 5_000)}), None),
}


async def refusal(
    route: str, snapshot: PolicySnapshot, limits: tuple[Limit, ...] | None = None, **body: Any
) -> SentError:
    gateway = make_gateway(ScriptedRouter(saying("Hi")), snapshot=snapshot)
    key = gateway.key if limits is None else gateway.new_key(limits=limits)
    async with client_of(gateway) as client:
        headers = {"authorization": f"Bearer {key}"}
        answer = await client.post(route, json=body_for(route, **body), headers=headers)
    return SentError(answer.status_code, answer.headers, answer.json())


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("limit", WORTH_RETRYING)
async def test_rate_limit_is_retried_by_every_client(limit: str, route: str) -> None:
    response = await refusal(route, *WORTH_RETRYING[limit], stream=True)
    assert response.status == 429
    assert {name: retries(response) for name, retries in RETRIES.items()} == dict.fromkeys(RETRIES, True)
    assert litellm_sees_rate_limit(response)
    text = str(response.body).lower()
    assert "billing" not in text
    assert "quota" not in text
    assert 0 < float(response.headers["retry-after"]) <= 60


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("limit", NOT_WORTH_RETRYING)
async def test_exhausted_quota_is_not_retried(limit: str, route: str) -> None:
    response = await refusal(route, *NOT_WORTH_RETRYING[limit], stream=True)
    assert response.status == (402 if route == MESSAGES else 429)
    assert response.headers["x-should-retry"] == "false"
    assert "retry-after" not in response.headers
    retried = {name for name, retries in RETRIES.items() if retries(response)}
    # A client that looks at nothing but the status retries OpenAI's 429, as it does with OpenAI's API.
    assert retried == (set() if route == MESSAGES else {"AI SDK, opencode"})
    if route != MESSAGES:
        assert (response.error["code"], response.error["type"]) == ("insufficient_quota",) * 2


def _small_context() -> PolicySnapshot:
    return policy(models={"oss-20b": ModelPolicy("oss-20b", "oss-20b", context_tokens=10)})


@pytest.mark.parametrize("client", CONTEXT)
@pytest.mark.parametrize("route", ROUTES)
async def test_too_long_prompt_is_recognised(route: str, client: str) -> None:
    response = await refusal(route, _small_context(), **asking(route, "word " * 5_000))
    sees: Matcher = CONTEXT[client]
    assert response.status == 400
    assert sees(response)
    assert not any(retries(response) for retries in RETRIES.values())
    assert claude_code_sees_context(response) == (route == MESSAGES)


@pytest.mark.parametrize("client", CONTEXT)
@pytest.mark.parametrize("route", ROUTES)
async def test_prompt_that_a_router_finds_too_long_is_recognised(route: str, client: str) -> None:
    router = ScriptedRouter(failing(ContextTooLong("This model's maximum context length is exceeded.")))
    gateway = make_gateway(router, snapshot=policy())
    async with client_of(gateway) as session:
        answer = await session.post(route, json=body_for(route))
    assert CONTEXT[client](SentError(answer.status_code, answer.headers, answer.json()))


@pytest.mark.parametrize("client", CONTEXT)
async def test_other_refusals_are_not_taken_for_a_long_prompt(client: str) -> None:
    responses = [
        await refusal(CHAT, policy(), max_tokens=0),
        await refusal(CHAT, policy(), model="no-such-model"),
        *[await refusal(route, *case) for route in ROUTES for case in NOT_WORTH_RETRYING.values()],
    ]
    assert not any(CONTEXT[client](response) for response in responses)
