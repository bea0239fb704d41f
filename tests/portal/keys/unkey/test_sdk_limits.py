"""What the newest official SDKs make of each limit: how often they try, what they raise, what they read."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import anthropic
import openai
import pytest

from functions.gateway.api import create_app
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission import Admitter
from functions.gateway.pipeline.idempotency import Repetitions
from functions.gateway.services import Services
from functions.gateway.telemetry.request_log import RequestLog
from portal.idempotency.memory import MemoryIdempotencyStore
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.key_format import is_possible
from portal.keys.unkey.verifier import UnkeyVerifier
from portal.limits import Limit
from portal.policy import ExhaustedCredit, ModelPolicy, PolicySnapshot
from portal.policy.cache import PolicyCache
from portal.pools import Pool, PoolMap, Target
from portal.pools.routing import PoolRouter
from portal.web.types import ASGIApp, Receive, Scope, Send
from tests.functions.gateway.gateways import GivenPolicy, Ledger
from tests.functions.gateway.scripted_router import ScriptedRouter, saying
from tests.functions.gateway.serving import serving
from tests.portal.keys.unkey.services import GATEWAY_ROOT_KEY, FakeUnkeyService, Key, Moment, unkey_service

MINUTE = Limit("requests per minute", "key", 3, 60)
FIVE_HOURS = Limit("requests per 5 hours", "organization", 3, 18_000)
WEEK = Limit("requests per week", "organization", 3, 604_800)
AMPLE = (
    Limit("requests per minute", "key", 1_000, 60),
    Limit("requests per 5 hours", "organization", 2_000, 18_000),
    Limit("requests per week", "organization", 3_000, 604_800),
)


class Counted:
    """Counts the requests that reach ``app``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.requests += 1
        await self._app(scope, receive, send)


@dataclass
class Gateway:
    """A gateway before Unkey at a time that stands still; ``tries`` counts what reaches it."""

    url: str
    tries: Counted
    policy: GivenPolicy
    unkey: FakeUnkeyService

    async def key(self, *limits: Limit) -> Key:
        return await self.unkey.issue(limits=limits or AMPLE)

    async def spend(self, key: Key, times: int) -> None:
        for _ in range(times):
            await self.unkey.verifier.verify(key.secret, model="oss-20b")
        self.tries.requests = 0

    def changes_policy(self, **changes: Any) -> None:
        self.policy.snapshot = replace(self.policy.snapshot, **changes)


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    # 50 ms before a minute ends: the waits that SDKs are told to keep are short.
    moment = Moment((time.time() // 60 + 1) * 60 - 0.05)
    async with unkey_service(moment=moment) as unkey:
        source = GivenPolicy(
            PolicySnapshot(
                models={"oss-20b": ModelPolicy("oss-20b", "oss-20b")},
                plan_models={"free": None},
                plan_tokens={"free": 1_000},
                plan_streams={"free": 5},
            )
        )
        connection = UnkeyConnection(GATEWAY_ROOT_KEY, base_url=unkey.url, timeout_seconds=30)
        policy = PolicyCache(source)
        pools = PoolRouter(PoolMap({"oss-20b": Pool("oss-20b", (Target("http://r", 1, "k"),))}, "oss-20b"))
        keys = ThrottledVerifier(UnkeyVerifier(connection, clock=moment), is_possible=is_possible)
        services = Services(
            admitter=Admitter(keys, policy, pools),
            policy=policy,
            pools=pools,
            router=ScriptedRouter(saying("Hello.")),
            recorder=Ledger(),
            repetitions=Repetitions(MemoryIdempotencyStore({})),
            log=RequestLog(lambda _: None),
            close=(connection.close,),
        )
        tries = Counted(create_app(services))
        async with serving(tries) as url:
            yield Gateway(url, tries, source, unkey)


Ask = Callable[[Gateway, Key], Awaitable[Any]]


async def ask_openai(gateway: Gateway, key: Key) -> Any:
    async with openai.AsyncOpenAI(api_key=key.secret, base_url=f"{gateway.url}/v1") as client:
        return await client.chat.completions.with_raw_response.create(
            model="oss-20b", messages=[{"role": "user", "content": "Hello?"}]
        )


async def ask_openai_stream(gateway: Gateway, key: Key) -> Any:
    async with openai.AsyncOpenAI(api_key=key.secret, base_url=f"{gateway.url}/v1") as client:
        stream = await client.chat.completions.create(
            model="oss-20b", messages=[{"role": "user", "content": "Hello?"}], stream=True
        )
        return [chunk async for chunk in stream]


async def ask_anthropic(gateway: Gateway, key: Key) -> Any:
    async with anthropic.AsyncAnthropic(api_key=key.secret, base_url=gateway.url) as client:
        return await client.messages.with_raw_response.create(
            model="oss-20b", max_tokens=50, messages=[{"role": "user", "content": "Hello?"}]
        )


async def ask_anthropic_stream(gateway: Gateway, key: Key) -> Any:
    async with (
        anthropic.AsyncAnthropic(api_key=key.secret, base_url=gateway.url) as client,
        client.messages.stream(
            model="oss-20b", max_tokens=50, messages=[{"role": "user", "content": "Hello?"}]
        ) as stream,
    ):
        return [event async for event in stream]


BOTH = pytest.mark.parametrize(
    ("ask", "sdk"), [(ask_openai, openai), (ask_anthropic, anthropic)], ids=["openai", "anthropic"]
)
STREAMS = pytest.mark.parametrize(
    ("ask", "sdk"),
    [(ask_openai_stream, openai), (ask_anthropic_stream, anthropic)],
    ids=["openai", "anthropic"],
)


async def refusal_of(gateway: Gateway, ask: Ask, key: Key, kind: type[Exception]) -> Any:
    with pytest.raises(kind) as caught:
        await ask(gateway, key)
    assert type(caught.value) is kind
    return caught.value


@BOTH
async def test_a_full_minute_is_tried_twice_more_and_is_a_rate_limit(
    gateway: Gateway, ask: Ask, sdk: Any
) -> None:
    key = await gateway.key(MINUTE)
    await gateway.spend(key, 3)
    began = time.perf_counter()
    error = await refusal_of(gateway, ask, key, sdk.RateLimitError)
    assert gateway.tries.requests == 3
    assert 0.15 < time.perf_counter() - began < 10
    headers = error.response.headers
    assert headers["retry-after"] == "1"
    assert 0 < int(headers["retry-after-ms"]) <= 1_000
    assert "x-should-retry" not in headers
    assert "3 of 3 requests per minute of this API key are used" in str(error)


@BOTH
async def test_a_minute_that_ends_while_the_sdk_waits_costs_the_customer_nothing(
    gateway: Gateway, ask: Ask, sdk: Any
) -> None:
    key = await gateway.key(MINUTE)
    await gateway.spend(key, 3)
    original = gateway.tries._app

    async def and_time_passes(scope: Scope, receive: Receive, send: Send) -> None:
        await original(scope, receive, send)
        if scope["type"] == "http":
            gateway.unkey.advance(1)

    gateway.tries._app = and_time_passes
    assert (await ask(gateway, key)).headers["x-request-id"]
    assert gateway.tries.requests == 2


QUOTA_ERRORS = {"openai": openai.RateLimitError, "anthropic": anthropic.PaymentRequiredError}
"""Anthropic's dialect has a status of its own for what only money mends (402, ``billing_error``)."""


@BOTH
@pytest.mark.parametrize("limit", [FIVE_HOURS, WEEK], ids=lambda limit: limit.name)
async def test_a_spent_quota_is_not_tried_again(gateway: Gateway, ask: Ask, sdk: Any, limit: Limit) -> None:
    key = await gateway.key(MINUTE, limit)
    await gateway.spend(key, 3)
    error = await refusal_of(gateway, ask, key, QUOTA_ERRORS[sdk.__name__])
    assert gateway.tries.requests == 1
    assert "retry-after" not in error.response.headers
    assert "retry-after-ms" not in error.response.headers
    assert error.response.headers["x-should-retry"] == "false"
    assert f"3 of 3 {limit.name} of your organisation are used" in str(error)


@BOTH
async def test_spent_tokens_of_the_month_are_not_tried_again(gateway: Gateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    gateway.changes_policy(over_quota_organizations=frozenset({key.organization_id}))
    error = await refusal_of(gateway, ask, key, QUOTA_ERRORS[sdk.__name__])
    assert gateway.tries.requests == 1
    assert "all of the 1,000 tokens per month of your organisation are used" in str(error)


@BOTH
async def test_spent_credit_is_not_tried_again(gateway: Gateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    gateway.changes_policy(spent_credits={key.organization_id: ExhaustedCredit(-1, 0)})
    error = await refusal_of(gateway, ask, key, QUOTA_ERRORS[sdk.__name__])
    assert gateway.tries.requests == 1
    assert "the balance of your organisation is -$0.000000001" in str(error)


@STREAMS
async def test_too_many_streams_are_tried_twice_more(gateway: Gateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    gateway.changes_policy(crowded_organizations=frozenset({key.organization_id}))
    error = await refusal_of(gateway, ask, key, sdk.RateLimitError)
    assert gateway.tries.requests == 3
    assert error.response.headers["retry-after"] == "1"
    assert "concurrent streams of your organisation" in str(error)
    if sdk is openai:
        assert error.code == "concurrency_limit_exceeded"


@BOTH
async def test_a_revoked_key_is_not_tried_again(gateway: Gateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    await gateway.unkey.revoke(key)
    await refusal_of(gateway, ask, key, sdk.AuthenticationError)
    assert gateway.tries.requests == 1


@BOTH
async def test_a_made_up_key_is_not_tried_again(gateway: Gateway, ask: Ask, sdk: Any) -> None:
    key = await gateway.key()
    made_up = Key("ctx_" + "z" * 32, "", "", "", "", key.state)
    await refusal_of(gateway, ask, made_up, sdk.AuthenticationError)
    assert gateway.tries.requests == 1


async def test_openai_reads_the_limits_on_success_and_on_refusal(gateway: Gateway) -> None:
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


async def test_anthropic_reads_the_limits_on_success_and_on_refusal(gateway: Gateway) -> None:
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
