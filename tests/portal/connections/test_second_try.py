"""Two calls at most, and the first answer counts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import pytest

from portal.connections.second_try import first_answer


class Script:
    """Calls end as ``endings`` say: seconds to wait, then an answer or an exception."""

    def __init__(self, *endings: tuple[float, str | Exception]) -> None:
        self._endings = list(endings)
        self.calls = 0
        self.reconnected_before: list[int] = []
        self.cancelled: list[int] = []
        self.discarded: list[str] = []

    async def send(self) -> str:
        number = self.calls
        self.calls += 1
        seconds, ending = self._endings[number]
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            self.cancelled.append(number)
            raise
        if isinstance(ending, Exception):
            raise ending
        return ending

    def reconnect(self) -> None:
        self.reconnected_before.append(self.calls)

    async def discard(self, answer: str) -> None:
        self.discarded.append(answer)

    def run(self) -> Awaitable[str]:
        return first_answer(
            self.send, self.reconnect, silent_seconds=0.02, lost=(ConnectionError,), discard=self.discard
        )


NEVER = (60.0, "never")
LOST = (0.0, ConnectionResetError())


async def test_answer_in_time_is_the_only_call() -> None:
    script = Script((0.0, "first"))
    assert await script.run() == "first"
    assert (script.calls, script.reconnected_before) == (1, [])


async def test_silent_call_is_made_again_on_a_new_connection() -> None:
    script = Script(NEVER, (0.0, "second"))
    assert await script.run() == "second"
    assert (script.reconnected_before, script.cancelled) == ([1], [0])


async def test_lost_call_is_made_again_at_once() -> None:
    script = Script(LOST, (0.0, "second"))
    async with asyncio.timeout(1):
        assert await script.run() == "second"


async def test_first_answer_wins_though_it_is_late() -> None:
    script = Script((0.05, "first"), NEVER)
    assert await script.run() == "first"
    assert script.cancelled == [1]


async def test_failure_of_one_leaves_the_other() -> None:
    assert await Script((0.05, "first"), (0.0, TimeoutError())).run() == "first"
    assert await Script((0.04, ValueError()), (0.06, "second")).run() == "second"


@pytest.mark.parametrize(
    ("endings", "raised"),
    [
        ([(0.0, ValueError("answer"))], ValueError),  # no connection failed
        ([LOST, (0.0, TimeoutError())], TimeoutError),
        ([(0.03, TimeoutError()), (0.03, ConnectionRefusedError())], ConnectionRefusedError),
    ],
)
async def test_last_failure_is_raised(
    endings: list[tuple[float, str | Exception]], raised: type[Exception]
) -> None:
    with pytest.raises(raised):
        await Script(*endings).run()


async def test_cancellation_ends_both_calls() -> None:
    script = Script(NEVER, NEVER)
    running = asyncio.ensure_future(script.run())
    await asyncio.sleep(0.05)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert sorted(script.cancelled) == [0, 1]


async def test_answer_that_came_second_is_discarded() -> None:
    script = Script((0.03, "first"), (0.01, "second"))
    answers: list[str] = [await script.run(), *script.discarded]
    assert set(answers) <= {"first", "second"}
    assert len(answers) == len(set(answers))
