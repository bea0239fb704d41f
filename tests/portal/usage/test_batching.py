"""Batching: few messages, no event lost, and recording never waits."""

from __future__ import annotations

import asyncio
import io
import time
from decimal import Decimal

import pytest

from portal.usage import QueueUnavailable, Refused, UsageQueue
from portal.usage.batching import DELIVERY_SECONDS, RETRY_DELAYS, BatchingRecorder
from portal.usage.decoding import read_message
from portal.usage.memory import MemoryQueue
from portal.usage.messages import MAX_EVENTS
from portal.usage.refusal_batches import COUNTED_SECONDS, KEPT_PER_HOUR
from portal.usage.unsent import UnsentLog, read_unsent
from tests.support.usage.events import NOON, admitted, refused, settled


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
    """Never answers. ``most_waiting`` is the highest number of concurrent sends."""

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


def recorder(
    queue: UsageQueue, log: io.StringIO | None = None, *, delivery_seconds: float = 1.0
) -> BatchingRecorder:
    return BatchingRecorder(
        queue,
        UnsentLog(log or io.StringIO()),
        batch_seconds=0.02,
        delivery_seconds=delivery_seconds,
        retry_delays=(0.01, 0.01),
    )


def ids(queue: MemoryQueue) -> list[str]:
    return [event.request_id for body in queue.messages for event in read_message(body).events]


async def test_concurrent_events_share_a_message() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    for number in range(20):
        usage.record(admitted(f"req_{number:04}"))
    assert queue.messages == []
    await asyncio.sleep(0.1)
    assert len(queue.messages) == 1
    assert ids(queue) == [f"req_{number:04}" for number in range(20)]
    assert usage.sent == 20


async def test_later_event_starts_another_batch() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    for number in range(3):
        usage.record(admitted(f"req_{number:04}"))
        await asyncio.sleep(0.06)
    assert len(queue.messages) == 3


async def test_flush_waits_for_the_batch_and_running_deliveries() -> None:
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


async def test_large_batch_is_split_into_messages() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    for number in range(MAX_EVENTS + 1):
        usage.record(admitted(f"req_{number:04}"))
    await usage.flush()
    assert len(queue.messages) >= 2
    assert len(set(ids(queue))) == MAX_EVENTS + 1


async def test_message_is_sent_again_after_short_refusal() -> None:
    queue, log = FlakyQueue(refusals=2), io.StringIO()
    usage = recorder(queue, log)
    usage.record(settled())
    await usage.flush()
    assert ids(queue) == ["req_0001"]
    assert log.getvalue() == ""


async def test_refused_events_are_logged_and_can_be_read_back() -> None:
    queue, log = MemoryQueue(), io.StringIO()
    queue.refusing = True
    unsent = UnsentLog(log)
    usage = BatchingRecorder(queue, unsent, batch_seconds=0.01, retry_delays=(0.01,))
    usage.record(admitted())
    usage.record(settled())
    await usage.flush()
    assert (usage.sent, unsent.count) == (0, 2)
    assert log.getvalue().count("\n") == 2
    assert list(read_unsent(log.getvalue().splitlines())) == [admitted(), settled()]


async def test_hanging_queue_is_given_up_within_delivery_seconds() -> None:
    queue, log = HangingQueue(), io.StringIO()
    usage = recorder(queue, log, delivery_seconds=0.2)
    for number in range(12 * MAX_EVENTS):
        usage.record(admitted(f"req_{number:05}"))
    started = time.monotonic()
    await usage.flush()
    assert time.monotonic() - started < 1.5
    assert 1 < queue.most_waiting <= 4
    found = {event.request_id for event in read_unsent(log.getvalue().splitlines())}
    assert found == {f"req_{number:05}" for number in range(12 * MAX_EVENTS)}


def test_retry_delays_end_within_delivery_seconds() -> None:
    assert sum(RETRY_DELAYS) < DELIVERY_SECONDS <= 2.0


async def test_events_are_logged_when_deliveries_are_cancelled() -> None:
    queue, log = HangingQueue(), io.StringIO()
    usage = recorder(queue, log)
    usage.record(settled())
    await asyncio.sleep(0.05)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await usage.flush()
    assert list(read_unsent(log.getvalue().splitlines())) == [settled()]


async def test_event_that_cannot_be_encoded_does_not_affect_others(caplog: pytest.LogCaptureFixture) -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    broken = settled("req_broken")
    broken.latency_ms = Decimal("1.5")  # type: ignore[assignment]
    usage.record(broken)
    usage.record(settled())
    await usage.flush()
    assert ids(queue) == ["req_0001"]
    assert "req_broken" in caplog.text


def test_event_recorded_outside_a_loop_is_sent_by_flush() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    usage.record(admitted())
    asyncio.run(usage.flush())
    assert ids(queue) == ["req_0001"]


async def test_recording_takes_microseconds() -> None:
    usage = recorder(MemoryQueue())
    events = [admitted(f"req_{number:05}") for number in range(20_000)]
    started = time.perf_counter()
    for event in events:
        usage.record(event)
    each = (time.perf_counter() - started) / len(events)
    await usage.flush()
    assert each < 20e-6, f"{each * 1e6:.1f} µs"


def refusals(queue: MemoryQueue) -> list[Refused]:
    events = [event for body in queue.messages for event in read_message(body).events]
    return [event for event in events if isinstance(event, Refused)]


async def test_storm_of_refusals_sends_few_events_and_loses_none() -> None:
    queue = MemoryQueue()
    usage = recorder(queue)
    for number in range(5_000):
        usage.record(refused(f"req_{number:05}"))
    usage.record(admitted("req_after"))
    await usage.flush()
    assert len(refusals(queue)) == KEPT_PER_HOUR + 1, "the sum is due: its refusals are of yesterday"
    usage.record(refused("req_05000"))
    await usage.close()
    assert sum(event.count for event in refusals(queue)) == 5_001
    assert "req_after" in ids(queue)


async def test_sums_wait_until_they_are_due_or_the_process_ends() -> None:
    queue = MemoryQueue()
    now = NOON.timestamp()
    usage = BatchingRecorder(queue, UnsentLog(io.StringIO()), clock=lambda: now)
    for number in range(KEPT_PER_HOUR + 3):
        usage.record(refused(f"req_{number:05}"))
    await usage.flush()
    assert len(refusals(queue)) == KEPT_PER_HOUR
    now += COUNTED_SECONDS
    await usage.flush()
    assert [event.count for event in refusals(queue)[KEPT_PER_HOUR:]] == [3]
    usage.record(refused("req_last"))
    await usage.close()
    assert refusals(queue)[-1].request_id == "req_last"
