"""The built gateway under AWS's own Runtime Interface Emulator."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import httpx
import pytest

from tests.support.artifacts.deployment import DeployedStack
from tests.support.artifacts.functions import HANDLERS
from tests.support.artifacts.requests import (
    CHAT_PATH,
    all_settled_ok,
    chat_headers,
    create_key,
    streamed_chat,
    take_events,
)
from tests.support.database.supabase import Person
from tests.support.lambda_runtime import emulator, http1_server
from tests.support.lambda_runtime.api_gateway import DELIMITER, rest_event

pytestmark = pytest.mark.timeout(600)

STREAMS = 32


async def invoke(running: emulator.Emulator, key: str, max_tokens: int) -> tuple[dict[str, Any], bytes]:
    """Send a streamed chat request as API Gateway does; return the prelude and the body."""
    request = http1_server.HttpRequest("POST", CHAT_PATH, chat_headers(key))
    event = rest_event(request, json.dumps(streamed_chat(max_tokens)).encode())
    async with httpx.AsyncClient(base_url=f"http://{running.address}", trust_env=False, timeout=60) as http:
        answer = await http.post(emulator.INVOKE, json=event)
    prelude, delimiter, body = answer.content.partition(DELIMITER)
    assert delimiter, answer.content
    return json.loads(prelude), body


def check_stream(
    deployed: DeployedStack, running: emulator.Emulator, prelude: dict[str, Any], body: bytes
) -> None:
    """Assert that a stream is complete, and that no log line contains a secret."""
    assert prelude["statusCode"] == 200, body
    assert prelude["headers"]["content-type"].startswith("text/event-stream")
    assert prelude["headers"]["x-request-id"].startswith("req_")
    assert body.endswith(b"data: [DONE]\n\n")
    for line in running.lines:
        deployed.check_log_line(line)


async def test_usage_is_queued_when_the_stream_ends(deployed: DeployedStack, customer: Person) -> None:
    """The emulator returns a response when the runtime polls for the next event. Usage is queued by then."""
    key = await create_key(deployed, customer)
    layout = deployed.artifacts.layout("GatewayFunction")
    argv = emulator.classic(emulator.emulator_binary(), layout)
    settings = deployed.variables("GatewayFunction")
    async with emulator.Emulator(argv, layout, HANDLERS["GatewayFunction"], settings) as running:
        for _ in range(2):
            prelude, body = await invoke(running, key, 8)
            check_stream(deployed, running, prelude, body)
            events = take_events(deployed)
            assert sorted(event["kind"] for event in events) == ["admitted", "settled"]
            assert {event["request_id"] for event in events} == {prelude["headers"]["x-request-id"]}


async def test_managed_instances_serve_many_concurrent_streams(
    deployed: DeployedStack, pro_customer: Person
) -> None:
    """The artifacts are mounted at the paths of Lambda and run as another user."""
    emulator.require_mounting()
    key = await create_key(deployed, pro_customer)
    layout = deployed.artifacts.layout("GatewayFunction")
    argv = emulator.managed_instances(emulator.emulator_binary(), layout)
    settings = {**deployed.variables("GatewayFunction"), **emulator.managed_instances_variables(STREAMS)}
    async with emulator.Emulator(argv, layout, HANDLERS["GatewayFunction"], settings) as running:
        check_stream(deployed, running, *await invoke(running, key, 1))
        deployed.router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=100)
        started = time.monotonic()
        answers = await asyncio.gather(*[invoke(running, key, 10) for _ in range(STREAMS)])
        assert time.monotonic() - started < 10, "one after another they take 32 s"
        for prelude, body in answers:
            check_stream(deployed, running, prelude, body)
        await all_settled_ok(deployed, 1 + STREAMS)
