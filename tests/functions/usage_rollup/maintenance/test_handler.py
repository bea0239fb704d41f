"""The maintenance handler, called as the schedules call it."""

from __future__ import annotations

import asyncio
import json
import uuid

import pytest

from functions.usage_rollup.maintenance.handler import MaintenanceServices, maintenance_handler
from functions.usage_rollup.maintenance.job import STEP_SECONDS, maintain
from portal.jobs import exclusive_run
from portal.usage import QueueDepth, QueueUnavailable
from portal.usage.memory import MemoryQueue
from tests.support.usage.memory_leases import MemoryJobLeases
from tests.support.usage.memory_ledger import MemoryLedger

COUNTS = {
    "queue_lag_seconds": 60,
    "abandoned": 2,
    "refusals_deleted": 4,
    "days_rolled_up": 3,
    "stored_responses_deleted": 0,
    "request_logs_deleted": 30,
    "partitions_opened": 1,
}


def services(ledger: MemoryLedger) -> MaintenanceServices:
    return MaintenanceServices(ledger, MemoryQueue({}), MemoryJobLeases())


@pytest.mark.parametrize("event", [{}, {"job": "maintain"}])
def test_every_call_runs_in_the_same_loop(runner: asyncio.Runner, event: dict[str, str]) -> None:
    loops = []

    class LoopRecordingLedger(MemoryLedger):
        async def mark_abandoned(self) -> int:
            loops.append(asyncio.get_running_loop())
            return await super().mark_abandoned()

    handler = maintenance_handler(services(LoopRecordingLedger()), runner)
    assert [handler(event, None) for _ in range(2)] == [COUNTS] * 2
    assert len(set(loops)) == 1


def test_queue_is_counted_before_requests_are_abandoned(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = MemoryLedger()
    parts = services(ledger)
    asyncio.run(parts.queue.send(b"{}"))  # type: ignore[attr-defined]
    maintenance_handler(parts, runner, "Portal/test")({}, None)
    assert ledger.depths == [QueueDepth(1, 0)]
    (metric,) = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    assert metric["queue_lag_seconds"] == [60.0]


def test_queue_that_cannot_be_counted_fails_the_run_after_all_steps(runner: asyncio.Runner) -> None:
    """Unnoticed, requests would never be abandoned again."""
    opened = []

    class PartitionRecordingLedger(MemoryLedger):
        async def open_partitions(self) -> int:
            opened.append(1)
            return await super().open_partitions()

    ledger = PartitionRecordingLedger()
    parts = services(ledger)
    assert isinstance(parts.queue, MemoryQueue)
    parts.queue.refusing = True
    with pytest.raises(QueueUnavailable):
        maintenance_handler(parts, runner)({}, None)
    assert (ledger.depths, opened) == ([None], [1, 1])


def test_run_leaves_the_work_to_another_that_is_under_way(runner: asyncio.Runner) -> None:
    ledger = MemoryLedger()
    parts = services(ledger)
    runner.run(parts.leases.acquire("maintain", uuid.uuid4(), 60.0))
    assert maintenance_handler(parts, runner)({}, None) == {"skipped": 1}
    assert ledger.depths == []


def test_run_that_failed_does_not_hold_up_the_next(runner: asyncio.Runner) -> None:
    class FailingOnce(MemoryLedger):
        async def mark_abandoned(self) -> int:
            if len(self.depths) == 1:
                raise ZeroDivisionError
            return await super().mark_abandoned()

    handler = maintenance_handler(services(FailingOnce()), runner)
    with pytest.raises(ZeroDivisionError):
        handler({}, None)
    assert handler({}, None) == COUNTS


async def test_steps_are_repeated_until_nothing_is_left_or_time_is_up() -> None:
    """A call is bounded; at many requests a second one of a minute would not keep up."""
    now = [0.0]

    class BusyLedger(MemoryLedger):
        async def delete_request_logs(self, days: int) -> int:
            now[0] += 0.5
            return 5_000

        async def roll_up(self) -> int:
            self.calls += 1
            return 1_000 if self.calls <= 4 else 0

    leases = MemoryJobLeases()
    async with exclusive_run(leases, "maintain") as run:
        counts = await maintain(BusyLedger(), MemoryQueue({}), run, request_log_days=30, clock=lambda: now[0])
    assert counts["days_rolled_up"] == 4_000
    assert counts["request_logs_deleted"] == 5_000 * STEP_SECONDS / 0.5
    assert counts["refusals_deleted"] == 4
