"""The maintenance handler, called as the schedules call it."""

from __future__ import annotations

import asyncio
import json
import time
import uuid

import pytest

from functions.usage_rollup.maintenance.handler import MaintenanceServices, maintenance_handler
from functions.usage_rollup.maintenance.job import STEP_SECONDS, maintain
from portal.database.role_token import SECONDS_PER_DAY, RoleToken
from portal.errors import DatabaseUnavailable
from portal.jobs import exclusive_run
from portal.usage import QueueDepth, QueueUnavailable
from portal.usage.memory import MemoryQueue
from tests.support.usage.memory_leases import MemoryJobLeases
from tests.support.usage.memory_ledger import MemoryLedger

COUNTS = {
    "queue_lag_seconds": 60,
    "abandoned": 2,
    "refusals_deleted": 4,
    "pool_health_deleted": 2,
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


STEPS = (
    "observe_queue",
    "mark_abandoned",
    "roll_up",
    "delete_stored_responses",
    "delete_request_logs",
    "delete_refusals",
    "delete_pool_health",
    "open_partitions",
)


def heartbeats(capsys: pytest.CaptureFixture[str]) -> list[str]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [line["job"] for line in lines if "job_runs" in line]


@pytest.mark.parametrize(
    ("event", "job"),
    [({}, "maintain"), ({"job": "maintain"}, "maintain"), ({"job": "reconcile"}, "reconcile")],
)
def test_each_job_has_its_own_heartbeat(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str], event: dict[str, str], job: str
) -> None:
    maintenance_handler(services(MemoryLedger()), runner, "Portal/test")(event, None)
    assert heartbeats(capsys) == [job]


@pytest.mark.parametrize("step", STEPS)
def test_run_without_one_of_its_steps_has_no_heartbeat(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    ledger = MemoryLedger()
    ledger.failing_steps.add(step)
    with pytest.raises(DatabaseUnavailable):
        maintenance_handler(services(ledger), runner, "Portal/test")({}, None)
    assert heartbeats(capsys) == []


@pytest.mark.parametrize(("days", "alarm"), [(400, False), (31, False), (29, True), (0.5, True), (-3, True)])
def test_night_publishes_when_the_role_token_expires(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str], days: float, alarm: bool
) -> None:
    token = RoleToken(role="portal_usage_rollup", exp=time.time() + days * SECONDS_PER_DAY)
    handler = maintenance_handler(services(MemoryLedger()), runner, "Portal/test", role_token=token)
    handler({}, None)
    assert "database_token_days" not in capsys.readouterr().out
    handler({"job": "reconcile"}, None)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "database_token" in line]
    (line,) = (line for line in lines if "_aws" in line)
    (published,) = line["database_token_days"]
    assert published == pytest.approx(max(0, days), abs=0.01)
    assert (published < 30) == alarm


def test_queue_is_counted_before_requests_are_abandoned(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = MemoryLedger()
    parts = services(ledger)
    asyncio.run(parts.queue.send(b"{}"))  # type: ignore[attr-defined]
    maintenance_handler(parts, runner, "Portal/test")({}, None)
    assert ledger.depths == [QueueDepth(1, 0)]
    (values,) = [
        line["queue_lag_seconds"]
        for line in map(json.loads, capsys.readouterr().out.splitlines())
        if "queue_lag_seconds" in line
    ]
    assert values == [60.0]


def test_queue_that_cannot_be_counted_fails_the_run_after_all_steps(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
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
        maintenance_handler(parts, runner, "Portal/test")({}, None)
    assert (ledger.depths, opened) == ([None], [1, 1])
    assert heartbeats(capsys) == []


def test_run_leaves_the_work_to_another_that_is_under_way(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no heartbeat: the other run writes one when it completes, and none if it is stuck."""
    ledger = MemoryLedger()
    parts = services(ledger)
    runner.run(parts.leases.acquire("maintain", uuid.uuid4(), 60.0))
    assert maintenance_handler(parts, runner, "Portal/test")({}, None) == {"skipped": 1}
    assert ledger.depths == []
    assert "_aws" not in capsys.readouterr().out


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
