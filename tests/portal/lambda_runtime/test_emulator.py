"""AWS's Runtime Interface Emulator accepts what the runtime sends, in both of its modes."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest_asyncio

from tests.support.artifacts.build import CannotBuild
from tests.support.lambda_runtime import emulator
from tests.support.lambda_runtime.api_gateway import get_event
from tests.support.lambda_runtime.execution_environment import Layout, lambda_interpreter, lay_out
from tests.support.suite.missing import missing

HANDLER = "apps.probe.handler"
STREAMS = 32

Client = httpx.AsyncClient


@pytest_asyncio.fixture
async def classic(layout: Layout) -> AsyncIterator[Client]:
    argv = emulator.classic(emulator.emulator_binary(), layout)
    async with emulator.Emulator(argv, layout, HANDLER, {}) as running:
        yield await _client(running)


@pytest_asyncio.fixture
async def managed(tmp_path: Path) -> AsyncIterator[Client]:
    """Lambda's Python is mounted at /var/lang; that of a virtual environment cannot be moved."""
    emulator.require_mounting()
    try:
        layout = lay_out(tmp_path, lambda_interpreter())
    except CannotBuild as reason:
        missing(str(reason))
    argv = emulator.managed_instances(emulator.emulator_binary(), layout)
    extra = emulator.managed_instances_variables(STREAMS)
    async with emulator.Emulator(argv, layout, HANDLER, extra) as running:
        yield await _client(running)


async def _client(running: emulator.Emulator) -> Client:
    return httpx.AsyncClient(base_url=f"http://{running.address}", timeout=20)


async def _invoke(client: Client, path: str, **query: str) -> httpx.Response:
    return await client.post(emulator.INVOKE, json=get_event(path, query or None))


def _body(response: httpx.Response) -> bytes:
    prelude, delimiter, body = response.content.partition(b"\0" * 8)
    assert delimiter
    assert json.loads(prelude)["statusCode"] == 200
    return body


async def test_classic_mode_accepts_responses_and_errors(classic: Client) -> None:
    async with classic:
        body: dict[str, Any] = json.loads(_body(await _invoke(classic, "/environment")))
        assert body["context"]["function_name"] == "probe"
        assert _body(await _invoke(classic, "/events", count="3", every="0.05")).count(b"data:") == 3
        # This mode drops trailers; the next event shows that it read past them.
        assert _body(await _invoke(classic, "/raise-after/2")) == b"data: 0\n\ndata: 1\n\n"
        junk = await classic.post(emulator.INVOKE, json={"key1": "value1"})
        assert junk.json()["errorType"] == "Runtime.UnsupportedEvent"
        again = json.loads(_body(await _invoke(classic, "/environment")))
        assert (again["client"], again["requests"]) == ("created once", 2)


async def test_managed_mode_accepts_concurrent_responses(managed: Client) -> None:
    async with managed:
        first = await _invoke(managed, "/environment")
        assert first.headers["content-type"] == "application/vnd.awslambda.http-integration-response"
        assert first.headers["lambda-runtime-function-response-mode"] == "streaming"
        body: dict[str, Any] = json.loads(_body(first))
        assert body["portal"] == "/opt/python/portal/__init__.py"
        started = time.monotonic()
        streams = [_invoke(managed, "/events", count="10", every="0.1") for _ in range(STREAMS)]
        bodies = [_body(response) for response in await asyncio.gather(*streams)]
        assert time.monotonic() - started < 8, "sequentially they take 32 s"
        assert {body.count(b"data:") for body in bodies} == {10}
        failed = await _invoke(managed, "/raise-after/2")
        assert failed.headers["error-type"] == "Function.RuntimeError"
        assert failed.json()["errorMessage"] == "The app failed in the middle of its response."
        junk = await managed.post(emulator.INVOKE, json={"key1": "value1"})
        assert junk.headers["error-type"] == "Runtime.UnsupportedEvent"
