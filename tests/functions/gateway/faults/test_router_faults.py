"""Faults of a router before or without a stream: the client's error, and the settled event."""

from __future__ import annotations

import httpx
import pytest

from portal.inference.tokens import estimate_tokens
from portal.policy import ModelPolicy
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds
from tests.support.gateway.dialect_cases import (
    CHAT,
    MESSAGES,
    ROUTES,
    body_for,
    error_of,
    stop_field,
    text_of,
)
from tests.support.gateway.gateways import make_gateway
from tests.support.gateway.policies import policy
from tests.support.gateway.simulated_stack import PROMPT_TOKENS, TEXT, TEXT_TOKENS, SimulatedStack, accounted
from tests.support.servers.asgi import serving


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("stream", [False, True])
async def test_healthy_router_is_answered_and_settled(
    stack: SimulatedStack, route: str, stream: bool
) -> None:
    answer = await stack.ask(route, stream=stream)
    assert answer.status_code == 200
    if not stream:
        assert text_of(route, answer.json()) == TEXT
    assert accounted(await stack.settled()) == ("ok", 200, None, PROMPT_TOKENS, TEXT_TOKENS, "router")


@pytest.mark.parametrize("stream", [False, True])
async def test_unreachable_router_is_a_502_without_its_address(stack: SimulatedStack, stream: bool) -> None:
    unreachable = make_gateway(
        AiohttpRouterClient(RouterBounds(connect_seconds=0.5)), urls=["http://127.0.0.1:9"]
    )
    async with (
        serving(unreachable.app) as url,
        httpx.AsyncClient(base_url=url, headers=unreachable.authorization) as client,
    ):
        answer = await client.post(CHAT, json=body_for(CHAT, stream=stream))
    assert answer.status_code == 502
    assert answer.json()["error"]["code"] == "router_unreachable"
    assert "127.0.0.1" not in answer.text
    assert accounted(unreachable.usage.settled[0])[:3] == (
        "failed_before_first_byte",
        502,
        "router_unreachable",
    )
    assert unreachable.usage.settled[0].completion_tokens == 0


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("shape", ["string", "object", "message"])
async def test_router_error_is_a_502_without_its_text(
    stack: SimulatedStack, route: str, stream: bool, shape: str
) -> None:
    stack.behave(status=500, error_shape=shape)
    answer = await stack.ask(route, stream=stream)
    assert answer.status_code == 502
    assert "simulated" not in error_of(route, answer.json())["message"]
    assert accounted(await stack.settled())[:3] == ("failed_before_first_byte", 502, "router_rejected")


async def test_router_that_refuses_our_key_is_a_502(stack: SimulatedStack) -> None:
    stack.simulator._key = "another"
    answer = await stack.ask()
    assert answer.status_code == 502
    assert "unauthorized" not in answer.text


async def test_no_first_byte_in_time_is_a_504(stack: SimulatedStack) -> None:
    stack.behave(first_byte_delay_ms=5_000)
    answer = await stack.ask(stream=True)
    assert answer.status_code == 504
    assert answer.json()["error"]["code"] == "router_timeout"
    assert accounted(await stack.settled())[:3] == ("failed_before_first_byte", 504, "router_timeout")


async def test_connection_dropped_before_the_first_token_is_a_502(stack: SimulatedStack) -> None:
    stack.behave(drop_after_tokens=0)
    answer = await stack.ask(stream=True)
    assert answer.status_code == 502
    assert (await stack.settled()).outcome == "failed_before_first_byte"


async def test_connection_dropped_in_a_unary_response_is_a_502(stack: SimulatedStack) -> None:
    stack.behave(drop_after_tokens=3)
    answer = await stack.ask()
    assert answer.status_code == 502
    assert (await stack.settled()).completion_tokens == 0


async def test_stream_that_stalls_before_the_first_token_is_a_504(stack: SimulatedStack) -> None:
    stack.behave(stall_after_tokens=0)
    answer = await stack.ask(stream=True)
    assert answer.status_code == 504


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("switch", ["pending", "empty"])
async def test_response_without_text_is_a_502(stack: SimulatedStack, switch: str, stream: bool) -> None:
    stack.behave(**{switch: True})
    answer = await stack.ask(stream=stream)
    settled = await stack.settled()
    assert answer.status_code == settled.status
    assert (answer.status_code, settled.outcome) == (502, "failed_before_first_byte")
    assert answer.json()["error"]["code"] == "router_no_content"
    assert settled.completion_tokens == 0


@pytest.mark.parametrize("stream", [False, True])
async def test_tokens_are_estimated_if_the_router_counts_none(stack: SimulatedStack, stream: bool) -> None:
    stack.behave(usage=False)
    await stack.ask(stream=stream)
    expected = ("ok", 200, None, PROMPT_TOKENS, estimate_tokens(TEXT), "estimated")
    assert accounted(await stack.settled()) == expected


@pytest.mark.parametrize("stream", [False, True])
async def test_estimate_is_at_most_max_tokens(stack: SimulatedStack, stream: bool) -> None:
    stack.behave(usage=False, text="a,b,c. " * 20)
    max_tokens = 5
    await stack.ask(stream=stream, max_tokens=max_tokens)
    settled = await stack.settled()
    assert estimate_tokens("a,b,c. " * max_tokens) > max_tokens
    assert (settled.completion_tokens, settled.token_source) == (max_tokens, "estimated")


@pytest.mark.parametrize("stream", [False, True])
async def test_control_tokens_do_not_reach_the_client(stack: SimulatedStack, stream: bool) -> None:
    # Its tokens are those of several families.
    model = ModelPolicy("oss-20b", "oss-20b", family=None)
    await stack.gateway.publish(policy(models={"oss-20b": model}))
    stack.behave(control_tokens=True)
    answer = await stack.ask(stream=stream)
    for token in ("<think>", "The user wants", "eot_id", "</s>"):
        assert token not in answer.text
    if not stream:
        assert answer.json()["choices"][0]["message"]["content"] == TEXT


@pytest.mark.parametrize("route", ROUTES)
async def test_stop_string_that_the_router_ignores_ends_the_text(stack: SimulatedStack, route: str) -> None:
    stack.behave(ignore_stop=True)
    answer = await stack.ask(route, **{stop_field(route): ["four"]})
    assert text_of(route, answer.json()) == "One two three "
    if route == MESSAGES:
        assert answer.json()["stop_sequence"] == "four"
        assert answer.json()["stop_reason"] == "stop_sequence"
