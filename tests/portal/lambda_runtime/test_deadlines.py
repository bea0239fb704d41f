"""The end of the time an invocation has."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.portal.lambda_runtime.conftest import Deployment
from tests.portal.lambda_runtime.front import get_event

IGNORED = "runtime.app_ignored_its_cancellation"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def deployed(shared: Deployment) -> Iterator[Deployment]:
    """A function with a time-out of one second."""
    before, shared.front.deadline_seconds = shared.front.deadline_seconds, 1.0
    yield shared
    shared.front.deadline_seconds = before


async def test_the_app_knows_its_deadline(deployed: Deployment) -> None:
    deployed.front.deadline_seconds = 12.0
    remaining = (await deployed.client.get("/deadline")).json()["remaining"]
    assert 11 < remaining <= 12


async def test_an_app_that_heeds_it_ends_in_band(deployed: Deployment) -> None:
    response = await deployed.client.get("/until-deadline?margin=0.5")
    assert response.text.endswith('data: {"error": "deadline"}\n\n')
    assert deployed.front.invocations[-1].trailer is None


async def test_one_that_does_not_is_cancelled_and_its_stream_cut(deployed: Deployment) -> None:
    started = time.monotonic()
    with pytest.raises(httpx.RemoteProtocolError):
        await deployed.client.get("/forever")
    assert 0.7 < time.monotonic() - started < 3
    invocation = deployed.front.invocations[-1]
    assert invocation.trailer is not None
    assert invocation.trailer.type == "Runtime.DeadlineExceeded"
    await deployed.environment.printed("forever cancelled")
    assert invocation.request_id not in await _who_ignored_it(deployed)


async def test_one_that_has_not_answered_yet_is_a_504(deployed: Deployment) -> None:
    response = await deployed.client.get("/forever?start=false")
    assert response.status_code == 504
    assert response.json()["error"]["code"] == "deadline_exceeded"
    assert deployed.front.invocations[-1].request_id not in await _who_ignored_it(deployed)
    assert response.headers["x-request-id"] == response.json()["request_id"]


async def test_one_that_ignores_its_cancellation_is_left_alone(deployed: Deployment) -> None:
    deployed.front.deadline_seconds = 3.0
    with pytest.raises(httpx.RemoteProtocolError):
        await deployed.client.get("/stubborn")
    invocation = deployed.front.invocations[-1]
    assert invocation.trailer is not None
    assert invocation.trailer.type == "Runtime.DeadlineExceeded"
    assert await deployed.environment.logged(IGNORED, invocation.request_id)


async def _who_ignored_it(deployed: Deployment) -> list[str]:
    """Return the requests whose app went on after its cancellation, once all has been printed."""
    assert (await deployed.client.get("/sized")).status_code == 200
    return [found["requestId"] for found in deployed.environment.records(IGNORED)]


async def test_an_answer_nobody_reads_does_not_outlive_it(deployed: Deployment) -> None:
    invocation = deployed.api.invoke(get_event("/flood", {"megabytes": "64"}), deadline_seconds=1)
    invocation.hold()
    started = time.monotonic()
    await deployed.environment.printed("runtime.answer_not_taken")
    assert time.monotonic() - started < 3
    invocation.reading.set()
    assert (await deployed.client.get("/sized")).status_code == 200


async def test_background_work_ends_with_it_too(deployed: Deployment) -> None:
    response = await deployed.client.get("/background?seconds=3600")
    assert response.json() == {"ok": True}
    async with asyncio.timeout(4):
        await deployed.api.polled_after(deployed.front.invocations[-1])
    assert deployed.front.invocations[-1].trailer is None


async def test_work_after_the_response_ends_with_it_too(deployed: Deployment) -> None:
    assert (await deployed.client.get("/after-response?seconds=3600")).json() == {"accepted": True}
    async with asyncio.timeout(4):
        await deployed.api.polled_after(deployed.front.invocations[-1])
    failed = deployed.environment.records("runtime.work_after_response_failed")
    assert [record["errorType"] for record in failed] == ["RuntimeError", "TimeoutError"]
