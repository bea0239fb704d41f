"""A disconnect, or the end of its time, stops the work inside the block, and only that."""

from __future__ import annotations

import asyncio

import pytest

from portal.errors import DeadlineExceeded
from portal.web.body import ClientGone
from portal.web.request_guard import RequestGuard
from portal.web.types import Message


class Client:
    def __init__(self) -> None:
        self.left = asyncio.Event()

    async def receive(self) -> Message:
        await self.left.wait()
        return {"type": "http.disconnect"}


async def test_work_runs_to_its_end_while_the_client_stays() -> None:
    async with RequestGuard(Client().receive, 60):
        await asyncio.sleep(0.01)


async def test_a_disconnect_cancels_the_work() -> None:
    client = Client()
    asyncio.get_running_loop().call_later(0.01, client.left.set)
    with pytest.raises(ClientGone):
        async with RequestGuard(client.receive, 60):
            await asyncio.sleep(10)
    await asyncio.sleep(0)


async def test_after_a_disconnect_the_task_can_go_on_working() -> None:
    client = Client()
    client.left.set()
    with pytest.raises(ClientGone):
        async with RequestGuard(client.receive, 60):
            await asyncio.sleep(10)
    await asyncio.sleep(0.01)
    current = asyncio.current_task()
    assert current is not None
    assert current.cancelling() == 0


async def test_an_error_of_the_work_is_the_one_that_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        async with RequestGuard(Client().receive, 60):
            raise ZeroDivisionError


async def test_a_cancellation_from_outside_stays_one() -> None:
    async def work() -> None:
        async with RequestGuard(Client().receive, 60):
            await asyncio.sleep(10)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_end_of_its_time_stops_the_work() -> None:
    with pytest.raises(DeadlineExceeded, match="0 seconds"):
        async with RequestGuard(Client().receive, 0.01):
            await asyncio.sleep(10)
    current = asyncio.current_task()
    assert current is not None
    assert current.cancelling() == 0


async def test_work_that_ends_in_time_leaves_no_timer_behind() -> None:
    async with RequestGuard(Client().receive, 0.01):
        pass
    await asyncio.sleep(0.03)
