"""Streams of the built gateway under the streaming runtime: disconnects, latency and concurrency."""

from __future__ import annotations

import asyncio
import json
import time
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
from tests.support.lambda_runtime.timing import first_byte

pytestmark = pytest.mark.timeout(600)

STREAMS = 32
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


async def test_one_process_serves_many_concurrent_streams(
    deployed: DeployedStack, pro_customer: Person
) -> None:
    """Managed Instances: one process serves as many events at a time as it is configured to."""
    key = await create_key(deployed, pro_customer)
    gateway = await deployed.start("GatewayFunction", concurrency=STREAMS)
    await gateway.api.polled(STREAMS)
    deployed.router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=100)
    async with httpx.AsyncClient(base_url=gateway.url, trust_env=False, timeout=60) as http:

        async def stream() -> str:
            return (await http.post(CHAT_PATH, json=streamed_chat(10), headers=chat_headers(key))).text

        started = time.monotonic()
        answers = await asyncio.gather(*[stream() for _ in range(STREAMS)])
        elapsed = time.monotonic() - started
    assert [answer.endswith("data: [DONE]\n\n") for answer in answers] == [True] * STREAMS, answers
    assert elapsed < 10, "one after another they take 32 s"
    await all_settled_ok(deployed, STREAMS)
