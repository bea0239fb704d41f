"""Managed Instances: concurrent invocations in one process."""

from __future__ import annotations

import asyncio
import json
import time

from tests.support.lambda_runtime.api_gateway import get_event
from tests.support.lambda_runtime.deployments import Deploy, Deployment

STREAMS = 32


async def test_streams_run_concurrently_up_to_the_limit(deploy: Deploy) -> None:
    deployed = await deploy(concurrency=STREAMS)
    await deployed.api.polled(STREAMS)
    started = time.monotonic()
    results = await asyncio.gather(*[_numbers(deployed) for _ in range(STREAMS)])
    elapsed = time.monotonic() - started
    assert results == [list(range(10))] * STREAMS
    assert elapsed < 8, "sequentially they take 32 s"
    assert len(deployed.api.polls) >= STREAMS


async def _numbers(deployed: Deployment) -> list[int]:
    response = await deployed.client.get("/events?count=10&every=0.1")
    return [json.loads(line.removeprefix("data: "))["n"] for line in response.text.split("\n\n") if line]


async def test_invocation_beyond_the_limit_waits(deploy: Deploy) -> None:
    deployed = await deploy(concurrency=2)
    await deployed.api.polled(2)
    started = time.monotonic()
    await asyncio.gather(*[deployed.client.get("/events?count=3&every=0.1") for _ in range(3)])
    assert time.monotonic() - started > 0.55


async def test_trace_id_is_only_in_the_context(deploy: Deploy) -> None:
    deployed = await deploy(concurrency=4)
    invocation = deployed.api.invoke(
        get_event("/environment"),
        headers={"Lambda-Runtime-Trace-Id": "Root=1-5bef4de7"},
    )
    body = json.loads((await invocation.payload()).partition(b"\0" * 8)[2])
    assert body["trace_id"] is None
    assert body["context"]["trace_id"] == "Root=1-5bef4de7"
    assert (await deployed.client.get("/after-response?seconds=0")).json() == {"accepted": False}


async def test_failure_does_not_affect_other_invocations(deploy: Deploy) -> None:
    deployed = await deploy(concurrency=4)
    results = await asyncio.gather(
        _numbers(deployed),
        deployed.client.get("/raise-after/2"),
        deployed.client.get("/raise"),
        _numbers(deployed),
        return_exceptions=True,
    )
    assert results[0] == results[3] == list(range(10))
    assert isinstance(results[1], Exception)


async def test_sigterm_ends_all_invocations(deploy: Deploy) -> None:
    deployed = await deploy(concurrency=8)
    streams = [asyncio.create_task(deployed.client.get("/forever")) for _ in range(4)]
    await deployed.api.polled(8)
    await asyncio.sleep(0.2)
    deployed.environment.terminate()
    async with asyncio.timeout(3):
        assert await deployed.environment.exited() == 0
    await asyncio.gather(*streams, return_exceptions=True)
    kinds = {each.trailer and each.trailer.type for each in deployed.gateway.invocations}
    assert kinds == {"Runtime.Shutdown"}
