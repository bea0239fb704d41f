"""Gathering: few messages, nothing lost, never a wait for whoever records."""

from __future__ import annotations

import asyncio
import io
import time
from decimal import Decimal

import pytest

from portal.usage import QueueUnavailable, UsageQueue
from portal.usage.batching import BOUND_SECONDS, PAUSES, BatchingRecorder
from portal.usage.decoding import read_message
from portal.usage.memory import MemoryQueue
from portal.usage.messages import MAX_EVENTS
from portal.usage.unsent import UnsentLog, read_unsent
from tests.support.usage_events import admitted, settled


class FlakyQueue(MemoryQueue):
    """Refuses the first ``refusals`` messages."""

    def __init__(self, refusals: int) -> None:
        super().__init__()
        self.refusals = refusals

    async def send(self, body: bytes) -> None:
        if self.refusals:
            self.refusals -= 1
            raise QueueUnavailable("not now")
        await super().send(body)


class HangingQueue(MemoryQueue):
    """Never answers; counts how many wait for it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = self.most_waiting = 0

    async def send(self, body: bytes) -> None:
        self.waiting += 1
        self.most_waiting = max(self.most_waiting, self.waiting)
        try:
            await asyncio.Event().wait()
        finally:
            self.waiting -= 1


def recorder(queue: UsageQueue, log: io.StringIO | None = None, *, bound: float = 1.0) -> BatchingRecorder:
    return BatchingRecorder(
        queue,
        UnsentLog(log or io.StringIO()),
        gather_seconds=0.02,
        bound_seconds=bound,
        pauses=(0.01, 0.01),
    )


def ids(queue: MemoryQueue) -> list[str]:
    return [event.request_id for body in queue.messages for event in read_message(body).events]


async def test_events_of_one_moment_share_a_message() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    for number in range(20):
        usage.record(admitted(f"req_{number:04}"))
    assert queue.messages == []
    await asyncio.sleep(0.1)
    assert len(queue.messages) == 1
    assert ids(queue) == [f"req_{number:04}" for number in range(20)]
    assert usage.sent == 20


async def test_a_later_event_arms_another_flush() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    for number in range(3):
        usage.record(admitted(f"req_{number:04}"))
        await asyncio.sleep(0.06)
    assert len(queue.messages) == 3


async def test_flush_waits_for_what_is_held_and_what_is_under_way() -> None:
    queue = FlakyQueue(refusals=1)
    usage = recorder(queue)
    usage.record(admitted("req_0001"))
    await asyncio.sleep(0.021)
    usage.record(settled("req_0001"))
    await usage.flush()
    assert sorted(ids(queue)) == ["req_0001", "req_0001"]


async def test_close_flushes() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    usage.record(admitted())
    await usage.close()
    assert ids(queue) == ["req_0001"]


async def test_a_crowd_is_split_into_messages() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    for number in range(MAX_EVENTS + 1):
        usage.record(admitted(f"req_{number:04}"))
    await usage.flush()
    assert len(queue.messages) >= 2
    assert len(set(ids(queue))) == MAX_EVENTS + 1


async def test_a_short_refusal_is_outlasted() -> None:
    queue, log = FlakyQueue(refusals=2), io.StringIO()
    usage = recorder(queue, log)
    usage.record(settled())
    await usage.flush()
    assert ids(queue) == ["req_0001"]
    assert log.getvalue() == ""


async def test_what_is_refused_stands_in_the_log_and_loads_back() -> None:
    queue, log = MemoryQueue(), io.StringIO()
    queue.refusing = True
    unsent = UnsentLog(log)
    usage = BatchingRecorder(queue, unsent, gather_seconds=0.01, pauses=(0.01,))
    usage.record(admitted())
    usage.record(settled())
    await usage.flush()
    assert (usage.sent, unsent.count) == (0, 2)
    assert log.getvalue().count("\n") == 2
    assert list(read_unsent(log.getvalue().splitlines())) == [admitted(), settled()]


async def test_a_queue_that_hangs_is_given_up_within_the_bound() -> None:
    queue, log = HangingQueue(), io.StringIO()
    usage = recorder(queue, log, bound=0.2)
    for number in range(12 * MAX_EVENTS):
        usage.record(admitted(f"req_{number:05}"))
    started = time.monotonic()
    await usage.flush()
    assert time.monotonic() - started < 1.5
    assert 1 < queue.most_waiting <= 4
    found = {event.request_id for event in read_unsent(log.getvalue().splitlines())}
    assert found == {f"req_{number:05}" for number in range(12 * MAX_EVENTS)}


def test_attempts_end_within_the_bound() -> None:
    assert sum(PAUSES) < BOUND_SECONDS <= 2.0


async def test_events_of_a_process_that_is_torn_down_are_written_down() -> None:
    queue, log = HangingQueue(), io.StringIO()
    usage = recorder(queue, log)
    usage.record(settled())
    await asyncio.sleep(0.05)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await usage.flush()
    assert list(read_unsent(log.getvalue().splitlines())) == [settled()]


async def test_an_event_that_cannot_be_encoded_costs_only_itself(caplog: pytest.LogCaptureFixture) -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    broken = settled("req_broken")
    broken.latency_ms = Decimal("1.5")  # type: ignore[assignment]
    usage.record(broken)
    usage.record(settled())
    await usage.flush()
    assert ids(queue) == ["req_0001"]
    assert "req_broken" in caplog.text


def test_recording_outside_a_loop_waits_for_a_flush() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    usage.record(admitted())
    asyncio.run(usage.flush())
    assert ids(queue) == ["req_0001"]


async def test_recording_costs_microseconds() -> None:
    usage = recorder(MemoryQueue())
    events = [admitted(f"req_{number:05}") for number in range(20_000)]
    started = time.perf_counter()
    for event in events:
        usage.record(event)
    each = (time.perf_counter() - started) / len(events)
    await usage.flush()
    assert each < 20e-6, f"{each * 1e6:.1f} µs"
