"""The deadline of an invocation."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.support.lambda_runtime.api_gateway import get_event
from tests.support.lambda_runtime.deployments import Deployment

IGNORED = "runtime.cancellation_ignored"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def deployed(shared: Deployment) -> Iterator[Deployment]:
    """A function with a timeout of one second."""
    before, shared.gateway.deadline_seconds = shared.gateway.deadline_seconds, 1.0
    yield shared
    shared.gateway.deadline_seconds = before


async def test_app_reads_its_deadline(deployed: Deployment) -> None:
    deployed.gateway.deadline_seconds = 12.0
    remaining = (await deployed.client.get("/deadline")).json()["remaining"]
    assert 11 < remaining <= 12


async def test_app_that_observes_its_deadline_ends_in_band(deployed: Deployment) -> None:
    response = await deployed.client.get("/until-deadline?margin=0.5")
    assert response.text.endswith('data: {"error": "deadline"}\n\n')
    assert deployed.gateway.invocations[-1].trailer is None


async def test_stream_beyond_its_deadline_is_cancelled_and_cut(deployed: Deployment) -> None:
    started = time.monotonic()
    with pytest.raises(httpx.RemoteProtocolError):
        await deployed.client.get("/forever")
    assert 0.7 < time.monotonic() - started < 3
    invocation = deployed.gateway.invocations[-1]
    assert invocation.trailer is not None
    assert invocation.trailer.type == "Runtime.DeadlineExceeded"
    await deployed.environment.printed("forever cancelled")
    assert invocation.request_id not in await _requests_that_ignored_it(deployed)


async def test_deadline_before_the_response_is_a_504(deployed: Deployment) -> None:
    response = await deployed.client.get("/forever?start=false")
    assert response.status_code == 504
    assert response.json()["error"]["code"] == "deadline_exceeded"
    assert deployed.gateway.invocations[-1].request_id not in await _requests_that_ignored_it(deployed)
    assert response.headers["x-request-id"] == response.json()["request_id"]


async def test_ignored_cancellation_is_logged_and_abandoned(deployed: Deployment) -> None:
    deployed.gateway.deadline_seconds = 3.0
    with pytest.raises(httpx.RemoteProtocolError):
        await deployed.client.get("/stubborn")
    invocation = deployed.gateway.invocations[-1]
    assert invocation.trailer is not None
    assert invocation.trailer.type == "Runtime.DeadlineExceeded"
    assert await deployed.environment.logged(IGNORED, invocation.request_id)


async def _requests_that_ignored_it(deployed: Deployment) -> list[str]:
    """Return the requests whose app ignored its cancellation, once all output has been read."""
    assert (await deployed.client.get("/sized")).status_code == 200
    return [record["requestId"] for record in deployed.environment.records(IGNORED)]


async def test_unread_response_ends_at_the_deadline(deployed: Deployment) -> None:
    invocation = deployed.api.invoke(get_event("/flood", {"megabytes": "64"}), deadline_seconds=1)
    invocation.hold()
    started = time.monotonic()
    await deployed.environment.printed("runtime.response_not_accepted")
    assert time.monotonic() - started < 3
    invocation.reading.set()
    assert (await deployed.client.get("/sized")).status_code == 200


async def test_background_work_ends_at_the_deadline(deployed: Deployment) -> None:
    response = await deployed.client.get("/background?seconds=3600")
    assert response.json() == {"ok": True}
    async with asyncio.timeout(4):
        await deployed.api.polled_after(deployed.gateway.invocations[-1])
    assert deployed.gateway.invocations[-1].trailer is None


async def test_work_after_the_response_ends_at_the_deadline(deployed: Deployment) -> None:
    assert (await deployed.client.get("/after-response?seconds=3600")).json() == {"accepted": True}
    async with asyncio.timeout(4):
        await deployed.api.polled_after(deployed.gateway.invocations[-1])
    failed = deployed.environment.records("runtime.work_after_response_failed")
    assert [record["errorType"] for record in failed] == ["RuntimeError", "TimeoutError"]
