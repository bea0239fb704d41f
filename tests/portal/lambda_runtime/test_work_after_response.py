"""Work after the last byte: the next event waits for it, the client does not."""

from __future__ import annotations

import time

import pytest

from tests.support.lambda_runtime.deployments import Deployment

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_background_work_runs_before_the_next_event(shared: Deployment) -> None:
    await shared.client.get("/background?seconds=0.5")
    responded_at = time.monotonic()
    polled_at = await shared.api.polled_after(shared.gateway.invocations[-1])
    done_at = float((await shared.environment.printed("background done at")).split()[-1])
    assert responded_at < done_at <= polled_at
    closed_at = shared.gateway.invocations[-1].closed_at
    assert closed_at is not None
    assert closed_at < done_at, "the response's connection should be closed first"


async def test_registered_work_runs_before_the_next_event(shared: Deployment) -> None:
    assert (await shared.client.get("/after-response?seconds=0.5")).json() == {"accepted": True}
    responded_at = time.monotonic()
    polled_at = await shared.api.polled_after(shared.gateway.invocations[-1])
    done_at = float((await shared.environment.printed("work done at")).split()[-1])
    assert responded_at < done_at <= polled_at
    failed = shared.environment.records("runtime.work_after_response_failed")
    assert [record["errorType"] for record in failed] == ["RuntimeError"]
