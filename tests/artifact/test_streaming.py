"""Streams of the built gateway under the streaming runtime: disconnects, latency and concurrency."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from tests.support.artifacts.deployment import DeployedStack
from tests.support.artifacts.requests import (
    CHAT_PATH,
    all_settled_ok,
    chat_headers,
    create_key,
    openai_client,
    settled_event,
    streamed_chat,
)
from tests.support.database.supabase import Person
from tests.support.lambda_runtime.floor import Floor
from tests.support.lambda_runtime.invocation import Invocation
from tests.support.lambda_runtime.timing import first_byte

pytestmark = pytest.mark.timeout(600)

STREAMS = 64
MAX_ADDED_SECONDS = 0.005


async def test_client_that_disconnects_is_charged_and_the_next_is_served(
    deployed: DeployedStack, customer: Person
) -> None:
    """Lambda does not report a disconnect: the stream runs to its end before the next event is taken."""
    key = await create_key(deployed, customer)
    gateway = await deployed.start("GatewayFunction")
    async with httpx.AsyncClient(base_url=gateway.url, trust_env=False, timeout=60) as http:
        request = http.stream("POST", CHAT_PATH, json=streamed_chat(20), headers=chat_headers(key))
        async with request as response:
            async for line in response.aiter_lines():
                if "content" in line:
                    break
    disconnected_at = time.monotonic()
    event = await settled_event(deployed, gateway)
    assert time.monotonic() - disconnected_at > 0.3  # twenty tokens, 40 ms apart
    assert event["outcome"] == "ok"
    assert event["completion_tokens"] == 20
    async with openai_client(gateway, key) as client:
        unary: Any = {**streamed_chat(2), "stream": False}
        completion = await client.chat.completions.create(**unary)
    assert completion.choices[0].message.content
    assert (await settled_event(deployed, gateway))["outcome"] == "ok"


async def test_runtime_adds_less_than_5_ms_to_a_warm_first_byte(
    deployed: DeployedStack, pro_customer: Person
) -> None:
    """Compare the minima of alternating requests, until they are close: a busy machine only adds time."""
    key = await create_key(deployed, pro_customer)
    deployed.router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=0)
    gateway = await deployed.start("GatewayFunction")
    body, headers = json.dumps(streamed_chat(1)).encode(), chat_headers(key)
    of_runtime, of_floor = [], []
    layout = deployed.artifacts.layout("GatewayFunction")
    async with Floor(layout, "functions.gateway.app:app", deployed.variables("GatewayFunction")) as floor:
        for _ in range(50):
            of_runtime.append(await first_byte(gateway.url + CHAT_PATH, headers, body))
            await gateway.api.polled_after(gateway.api_gateway.invocations[-1])
            of_floor.append(await first_byte(floor.url + CHAT_PATH, headers, body))
            if len(of_runtime) > 3 and min(of_runtime) - min(of_floor) < MAX_ADDED_SECONDS:
                break
    added = min(of_runtime) - min(of_floor)
    assert added < MAX_ADDED_SECONDS, f"{added * 1000:.2f} ms added"


async def test_one_process_serves_64_streams_side_by_side_and_never_more(
    deployed: DeployedStack, two_pro_customers: list[Person]
) -> None:
    """Managed Instances: one process serves as many events at a time as it is configured to.

    A third more streams than that are sent at once. All of the first run together before any of them
    ends; the rest wait in the Runtime API, as they wait at Lambda's router.
    """
    keys = [await create_key(deployed, customer) for customer in two_pro_customers]
    gateway = await deployed.start("GatewayFunction", concurrency=STREAMS)
    await gateway.api.polled(STREAMS)
    deployed.router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=200)
    sent = STREAMS + STREAMS // 3
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=gateway.url, trust_env=False, timeout=60, limits=limits) as http:

        async def stream(number: int) -> str:
            headers = chat_headers(keys[number % len(keys)])
            return (await http.post(CHAT_PATH, json=streamed_chat(10), headers=headers)).text

        started = time.monotonic()
        answers = await asyncio.gather(*map(stream, range(sent)))
        elapsed = time.monotonic() - started
    assert not [answer for answer in answers if not answer.endswith("data: [DONE]\n\n")]
    invocations = gateway.api_gateway.invocations
    first, rest = together(invocations)
    assert len(first) == STREAMS, "as many run at a time as configured, and no more"
    assert len(rest) == sent - STREAMS
    assert elapsed < sent * 2 / 8, f"{elapsed:.1f} s: one after another they take {sent * 2} s"
    await all_settled_ok(deployed, sent)


def together(invocations: Sequence[Invocation]) -> tuple[list[Invocation], list[Invocation]]:
    """Return the invocations that began before the first of all ended, and the others.

    Asserts that every invocation began before its own end, and that the first group really overlaps: each
    had begun to answer when the first of them ended.
    """
    times = [(each.taken_at, each.opened_at, each.ended_at) for each in invocations]
    assert all(
        taken is not None and opened is not None and ended is not None for taken, opened, ended in times
    )
    first_end = min(ended for _, _, ended in times if ended is not None)
    first = [each for each in invocations if each.taken_at is not None and each.taken_at < first_end]
    rest = [each for each in invocations if each not in first]
    assert all(each.opened_at is not None and each.opened_at < first_end for each in first)
    return first, rest
