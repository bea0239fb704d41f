"""Work after the last byte: the client does not wait for it, the next event does."""

from __future__ import annotations

import time

import pytest

from tests.portal.lambda_runtime.conftest import Deployment

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_background_work_runs_before_the_next_event(shared: Deployment) -> None:
    await shared.client.get("/background?seconds=0.5")
    answered_at = time.monotonic()
    asked_at = await shared.api.polled_after(shared.front.invocations[-1])
    done_at = float((await shared.environment.printed("background done at")).split()[-1])
    assert answered_at < done_at <= asked_at
    closed_at = shared.front.invocations[-1].closed_at
    assert closed_at is not None
    assert closed_at < done_at, "the answer's connection should not outlive it"


async def test_registered_work_runs_before_the_next_event(shared: Deployment) -> None:
    assert (await shared.client.get("/after-response?seconds=0.5")).json() == {"accepted": True}
    answered_at = time.monotonic()
    asked_at = await shared.api.polled_after(shared.front.invocations[-1])
    done_at = float((await shared.environment.printed("work done at")).split()[-1])
    assert answered_at < done_at <= asked_at
    failed = shared.environment.records("runtime.work_after_response_failed")
    assert [record["errorType"] for record in failed] == ["RuntimeError"]
