"""How much one request logs and queues, which operations.md counts in its costs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from functions.gateway.api import create_app
from functions.gateway.telemetry.metrics import RequestMetrics
from functions.gateway.telemetry.request_log import GatewayRequestLog
from portal.usage.batching import BATCH_SECONDS, BatchingRecorder
from portal.usage.memory import MemoryQueue
from portal.usage.unsent import UnsentLog
from tests.support.gateway.dialect_cases import ROUTES, body_for
from tests.support.gateway.gateways import make_gateway
from tests.support.router.scripted import ScriptedRouter, saying

INVOCATION = "6f7f0961-f83c-4455-8a1a-0d9c3f1ba0f4"


async def volume_of(route: str, **body: Any) -> tuple[list[int], list[int]]:
    """Return the bytes of the log lines and of the queue messages of one request on AWS."""
    lines: list[bytes] = []
    queue = MemoryQueue({})
    gateway = make_gateway(
        ScriptedRouter(saying("word " * 200, pause=2 * BATCH_SECONDS)),
        log=GatewayRequestLog(
            lines.append, metrics=RequestMetrics("CortensorPortal/cortensor-portal-prod", version="12")
        ),
    )
    app = create_app(replace(gateway.services, recorder=BatchingRecorder(queue, UnsentLog())))

    async def invoked(scope: Any, receive: Any, send: Any) -> None:
        scope["aws.context"] = SimpleNamespace(aws_request_id=INVOCATION)
        await app(scope, receive, send)

    transport = httpx.ASGITransport(invoked)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://gateway", headers=gateway.authorization
    ) as client:
        await client.post(route, json=body_for(route, **body))
    await asyncio.sleep(2 * BATCH_SECONDS)
    return [len(line) for line in lines], [len(message) for message in queue.messages]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("stream", [False, True])
async def test_admitted_request_logs_1_4_kb_and_sends_two_messages(route: str, stream: bool) -> None:
    (line,), messages = await volume_of(route, stream=stream)
    assert line == pytest.approx(1_390, abs=60)
    assert len(messages) == 2
    assert sum(messages) == pytest.approx(1_075, abs=60)


async def test_refused_request_logs_0_75_kb_and_sends_one_message() -> None:
    (line,), messages = await volume_of("/v1/chat/completions", model="unknown")
    assert line == pytest.approx(750, abs=40)
    assert len(messages) == 1
