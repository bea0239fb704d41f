"""Prompts longer than a model's context are refused uncounted; others leave room for an answer."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from portal.errors import ContextTooLong
from portal.inference.tokens import estimate_tokens
from portal.policy import ModelPolicy, PolicySnapshot
from tests.support.gateway.dialect_cases import (
    CHAT,
    COMPLETIONS,
    MESSAGES,
    RESPONSES,
    ROUTES,
    Body,
    asking,
    client_of,
    error_of,
)
from tests.support.gateway.gateways import make_gateway
from tests.support.gateway.policies import policy, used
from tests.support.router.scripted import ScriptedRouter, failing, saying

CONTEXT = 8_192
WORDS = "word " * 9_000
"""At least 9,000 tokens with any tokenizer."""


def with_context(tokens: int | None) -> PolicySnapshot:
    snapshot = policy()
    model = ModelPolicy("oss-20b", "oss-20b", context_tokens=tokens)
    return replace(snapshot, models={**snapshot.models, "oss-20b": model})


def message_of(route: str, tokens: int) -> str:
    if route == MESSAGES:
        return f"prompt is too long: {tokens} tokens > {CONTEXT} maximum"
    return (
        f"This model's maximum context length is {CONTEXT} tokens. However, your messages resulted in "
        f"{tokens} tokens. Please reduce the length of the messages."
    )


def code_of(route: str, error: Body) -> str:
    return str(error["details"]["error_code"] if route == MESSAGES else error["code"])


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("route", ROUTES)
async def test_too_long_prompt_is_refused_in_the_words_of_its_dialect(route: str, stream: bool) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hi")), snapshot=with_context(CONTEXT))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=asking(route, WORDS, stream=stream))
    assert answer.status_code == 400
    assert answer.headers["x-should-retry"] == "false"
    error = error_of(route, answer.json())
    assert error["message"] == message_of(route, estimate_tokens(WORDS))
    assert code_of(route, error) == "context_length_exceeded"
    if route != MESSAGES:
        assert (error["type"], error["code"]) == ("invalid_request_error", "context_length_exceeded")
        assert error["param"] == {COMPLETIONS: "prompt", RESPONSES: "input"}.get(route, "messages")


@pytest.mark.parametrize("route", ROUTES)
async def test_too_long_prompt_counts_nothing_and_reaches_no_router(route: str) -> None:
    """From the first request of a process on, which knows neither the key nor the policy."""
    router = ScriptedRouter(saying("Hi"))
    gateway = make_gateway(router, snapshot=with_context(CONTEXT))
    async with client_of(gateway) as client:
        for _ in range(30):
            assert (await client.post(route, json=asking(route, WORDS))).status_code == 400
        other = {"authorization": f"Bearer {gateway.new_key(key_id='another')}"}
        assert (await client.post(route, json=asking(route, WORDS), headers=other)).status_code == 400
        assert router.calls == []
        assert gateway.usage.admitted == []
        assert used(await client.post(CHAT, json=asking(CHAT, "hi"))) == 1
        assert used(await client.post(CHAT, json=asking(CHAT, "hi"), headers=other)) == 1


async def test_unknown_key_learns_nothing_of_the_context() -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hi")), snapshot=with_context(CONTEXT))
    async with client_of(gateway) as client:
        unknown = {"authorization": "Bearer ctx_unknown"}
        assert (await client.post(CHAT, json=asking(CHAT, WORDS), headers=unknown)).status_code == 401


@pytest.mark.parametrize(
    "text",
    [
        "word " * 8_000,
        " " * 200_000,
        "漢字" * 20_000,
        "x" * 400_000,
        "-" * 500_000 + "x",
        "\n" * 300_000 + "x",
    ],
    ids=["words", "spaces", "chinese", "one word", "dashes", "line breaks"],
)
@pytest.mark.parametrize("route", ROUTES)
async def test_prompt_that_may_fit_is_sent_to_the_router(route: str, text: str) -> None:
    router = ScriptedRouter(saying("Hi"))
    gateway = make_gateway(router, snapshot=with_context(CONTEXT))
    async with client_of(gateway) as client:
        assert (await client.post(route, json=asking(route, text, max_tokens=50))).status_code == 200
    max_tokens = router.calls[0][1].sampling.max_tokens
    assert max_tokens is not None
    assert 1 <= max_tokens <= 50


@pytest.mark.parametrize("route", ROUTES)
async def test_max_tokens_are_reduced_to_what_is_left(route: str) -> None:
    router = ScriptedRouter(saying("Hi"))
    gateway = make_gateway(router, snapshot=with_context(CONTEXT))
    async with client_of(gateway) as client:
        body = asking(route, "x" * 4_000, max_tokens=128_000)
        assert (await client.post(route, json=body)).status_code == 200
    left = CONTEXT - estimate_tokens("x" * 4_000)
    assert 0 < left < CONTEXT
    assert router.calls[0][1].sampling.max_tokens == left
    assert gateway.usage.admitted[0].max_tokens == left


@pytest.mark.parametrize("tokens", [None, 1_000_000])
async def test_max_tokens_stay_where_they_fit_or_no_context_is_known(tokens: int | None) -> None:
    router = ScriptedRouter(saying("Hi"))
    gateway = make_gateway(router, snapshot=with_context(tokens))
    async with client_of(gateway) as client:
        assert (await client.post(CHAT, json=asking(CHAT, WORDS, max_tokens=128_000))).status_code == 200
    assert router.calls[0][1].sampling.max_tokens == 128_000


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("route", ROUTES)
async def test_refusal_by_the_router_has_the_same_words(route: str, stream: bool) -> None:
    router = ScriptedRouter(failing(ContextTooLong("This model's maximum context length is exceeded.")))
    gateway = make_gateway(router, snapshot=with_context(CONTEXT))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=asking(route, "漢字" * 20_000, stream=stream))
    assert answer.status_code == 400
    assert error_of(route, answer.json())["message"] == message_of(route, estimate_tokens("漢字" * 20_000))


@pytest.mark.parametrize("route", ROUTES)
async def test_refusal_by_the_router_without_a_known_context_is_recognised(route: str) -> None:
    router = ScriptedRouter(failing(ContextTooLong("This model's maximum context length is exceeded.")))
    gateway = make_gateway(router, snapshot=with_context(None))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=asking(route, "hi"))
    error = error_of(route, answer.json())
    words = "prompt is too long" if route == MESSAGES else "This model's maximum context length is"
    assert words in error["message"]
    assert code_of(route, error) == "context_length_exceeded"
    assert not re.search(r"\d", error["message"])


async def test_tokens_of_a_too_long_prompt_can_be_counted() -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hi")), snapshot=with_context(CONTEXT))
    async with client_of(gateway) as client:
        counted = await client.post(f"{MESSAGES}/count_tokens", json=asking(MESSAGES, WORDS))
        model = (await client.get("/v1/models/oss-20b")).json()
    assert counted.json() == {"input_tokens": estimate_tokens(WORDS)}
    assert model["max_input_tokens"] == CONTEXT
