"""A client disconnect or the time limit stops the work inside the block, and nothing else."""

from __future__ import annotations

import asyncio

import pytest

from portal.errors import DeadlineExceeded
from portal.web.body import ClientDisconnected
from portal.web.request_guard import RequestGuard
from portal.web.types import Message


class DisconnectingClient:
    def __init__(self) -> None:
        self.disconnected = asyncio.Event()

    async def receive(self) -> Message:
        await self.disconnected.wait()
        return {"type": "http.disconnect"}


async def test_work_completes_while_the_client_is_connected() -> None:
    async with RequestGuard(DisconnectingClient().receive, 60):
        await asyncio.sleep(0.01)


async def test_a_disconnect_cancels_the_work() -> None:
    client = DisconnectingClient()
    asyncio.get_running_loop().call_later(0.01, client.disconnected.set)
    with pytest.raises(ClientDisconnected):
        async with RequestGuard(client.receive, 60):
            await asyncio.sleep(10)
    await asyncio.sleep(0)


async def test_task_can_continue_after_a_disconnect() -> None:
    client = DisconnectingClient()
    client.disconnected.set()
    with pytest.raises(ClientDisconnected):
        async with RequestGuard(client.receive, 60):
            await asyncio.sleep(10)
    await asyncio.sleep(0.01)
    current = asyncio.current_task()
    assert current is not None
    assert current.cancelling() == 0


async def test_error_of_the_work_is_raised_unchanged() -> None:
    with pytest.raises(ZeroDivisionError):
        async with RequestGuard(DisconnectingClient().receive, 60):
            raise ZeroDivisionError


async def test_cancellation_from_outside_propagates() -> None:
    async def work() -> None:
        async with RequestGuard(DisconnectingClient().receive, 60):
            await asyncio.sleep(10)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_time_limit_cancels_the_work() -> None:
    with pytest.raises(DeadlineExceeded, match="0 seconds"):
        async with RequestGuard(DisconnectingClient().receive, 0.01):
            await asyncio.sleep(10)
    current = asyncio.current_task()
    assert current is not None
    assert current.cancelling() == 0


async def test_no_timer_remains_after_work_in_time() -> None:
    async with RequestGuard(DisconnectingClient().receive, 0.01):
        pass
    await asyncio.sleep(0.03)
