"""How the newest official SDKs handle each limit: attempts, exceptions and headers."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

import anthropic
import openai
import pytest

from portal.limits import Limit
from portal.policy import ExhaustedCredit
from portal.web.types import Receive, Scope, Send
from tests.support.keys.unkey_gateway import (
    Ask,
    UnkeyGateway,
    ask_anthropic,
    ask_anthropic_stream,
    ask_openai,
    ask_openai_stream,
    unkey_gateway,
)
from tests.support.keys.unkey_service import IssuedUnkeyKey

MINUTE = Limit("requests per minute", "key", 3, 60)
FIVE_HOURS = Limit("requests per 5 hours", "organization", 3, 18_000)
WEEK = Limit("requests per week", "organization", 3, 604_800)


@pytest.fixture
async def gateway() -> AsyncIterator[UnkeyGateway]:
    async with unkey_gateway() as gateway:
        yield gateway


BOTH = pytest.mark.parametrize(
    ("ask", "sdk"), [(ask_openai, openai), (ask_anthropic, anthropic)], ids=["openai", "anthropic"]
)
STREAMS = pytest.mark.parametrize(
    ("ask", "sdk"),
    [(ask_openai_stream, openai), (ask_anthropic_stream, anthropic)],
    ids=["openai", "anthropic"],
)


async def refusal_of(gateway: UnkeyGateway, ask: Ask, key: IssuedUnkeyKey, kind: type[Exception]) -> Any:
    with pytest.raises(kind) as caught:
        await ask(gateway, key)
    assert type(caught.value) is kind
    return caught.value


@BOTH
async def test_full_minute_is_a_rate_limit_after_two_retries(
    gateway: UnkeyGateway, ask: Ask, sdk: Any
) -> None:
    key = await gateway.key(MINUTE)
    await gateway.use(key, 3)
    started = time.perf_counter()
    error = await refusal_of(gateway, ask, key, sdk.RateLimitError)
    assert gateway.counter.requests == 3
    assert 0.15 < time.perf_counter() - started < 10
    headers = error.response.headers
    assert headers["retry-after"] == "1"
    assert 0 < int(headers["retry-after-ms"]) <= 1_000
    assert "x-should-retry" not in headers
    assert "3 of 3 requests per minute of this API key are used" in str(error)


@BOTH
async def test_minute_that_ends_during_the_wait_succeeds(gateway: UnkeyGateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key(MINUTE)
    await gateway.use(key, 3)
    original = gateway.counter.app

    async def with_time_passing(scope: Scope, receive: Receive, send: Send) -> None:
        await original(scope, receive, send)
        if scope["type"] == "http":
            gateway.unkey.advance(1)

    gateway.counter.app = with_time_passing
    assert (await ask(gateway, key)).headers["x-request-id"]
    assert gateway.counter.requests == 2


QUOTA_ERRORS = {"openai": openai.RateLimitError, "anthropic": anthropic.PaymentRequiredError}
"""Anthropic's dialect returns 402 ``billing_error`` for an exhausted quota or credit."""


@BOTH
@pytest.mark.parametrize("limit", [FIVE_HOURS, WEEK], ids=lambda limit: limit.name)
async def test_exhausted_quota_is_not_retried(
    gateway: UnkeyGateway, ask: Ask, sdk: Any, limit: Limit
) -> None:
    key = await gateway.key(MINUTE, limit)
    await gateway.use(key, 3)
    error = await refusal_of(gateway, ask, key, QUOTA_ERRORS[sdk.__name__])
    assert gateway.counter.requests == 1
    assert "retry-after" not in error.response.headers
    assert "retry-after-ms" not in error.response.headers
    assert error.response.headers["x-should-retry"] == "false"
    assert f"3 of 3 {limit.name} of your organisation are used" in str(error)


@BOTH
async def test_exhausted_tokens_are_not_retried(gateway: UnkeyGateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    gateway.change_policy(over_quota_allowances=frozenset({key.organization_id}))
    error = await refusal_of(gateway, ask, key, QUOTA_ERRORS[sdk.__name__])
    assert gateway.counter.requests == 1
    assert "all of the 1,000 tokens per month of your organisation are used" in str(error)


@BOTH
async def test_exhausted_credit_is_not_retried(gateway: UnkeyGateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    gateway.change_policy(out_of_credit={key.organization_id: ExhaustedCredit(-1, 0)})
    error = await refusal_of(gateway, ask, key, QUOTA_ERRORS[sdk.__name__])
    assert gateway.counter.requests == 1
    assert "the balance of your organisation is -$0.000000001" in str(error)


@STREAMS
async def test_too_many_streams_are_retried_twice(gateway: UnkeyGateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    gateway.change_policy(at_stream_limit=frozenset({key.organization_id}))
    error = await refusal_of(gateway, ask, key, sdk.RateLimitError)
    assert gateway.counter.requests == 3
    assert error.response.headers["retry-after"] == "1"
    assert "concurrent streams of your organisation" in str(error)
    if sdk is openai:
        assert error.code == "concurrency_limit_exceeded"


@BOTH
async def test_revoked_key_is_not_retried(gateway: UnkeyGateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    await gateway.unkey.revoke(key)
    await refusal_of(gateway, ask, key, sdk.AuthenticationError)
    assert gateway.counter.requests == 1


@BOTH
async def test_made_up_key_is_not_retried(gateway: UnkeyGateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    made_up = IssuedUnkeyKey("ctx_" + "z" * 32, "", "", "", "", key.state)
    await refusal_of(gateway, ask, made_up, sdk.AuthenticationError)
    assert gateway.counter.requests == 1


async def test_openai_sdk_reads_limits_on_success_and_refusal(gateway: UnkeyGateway) -> None:
    key = await gateway.key(MINUTE, FIVE_HOURS)
    names = {f"x-ratelimit-{part}-requests" for part in ("limit", "remaining", "reset")}
    seen = []
    for _ in range(3):
        answer = await ask_openai(gateway, key)
        assert names <= set(answer.headers)
        seen.append(answer.headers["x-ratelimit-remaining-requests"])
    assert seen == ["2", "1", "0"]
    with pytest.raises(openai.RateLimitError) as caught:
        await ask_openai(gateway, key)
    assert names <= set(caught.value.response.headers)
    assert caught.value.response.headers["x-ratelimit-remaining-requests"] == "0"
    assert caught.value.code == "insufficient_quota"
    assert caught.value.request_id == caught.value.response.headers["x-request-id"]


async def test_anthropic_sdk_reads_limits_on_success_and_refusal(gateway: UnkeyGateway) -> None:
    key = await gateway.key(MINUTE)
    names = {f"anthropic-ratelimit-requests-{part}" for part in ("limit", "remaining", "reset")}
    for remaining in ("2", "1", "0"):
        answer = await ask_anthropic(gateway, key)
        assert names <= set(answer.headers)
        assert answer.headers["anthropic-ratelimit-requests-remaining"] == remaining
        assert answer.headers["anthropic-ratelimit-requests-reset"].endswith("Z")
    with pytest.raises(anthropic.RateLimitError) as caught:
        await ask_anthropic(gateway, key)
    assert names <= set(caught.value.response.headers)
    assert caught.value.type == "rate_limit_error"
    assert caught.value.request_id == caught.value.response.headers["request-id"]
