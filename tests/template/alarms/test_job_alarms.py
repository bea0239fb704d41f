"""Alarms on scheduled jobs: their heartbeats, and what they find."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from functions.control_plane.api_keys.reconciliation.handler import KeyUpkeepServices, key_upkeep_handler
from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from functions.usage_rollup.ledger.comparison import Difference
from functions.usage_rollup.maintenance.handler import MaintenanceServices, maintenance_handler
from portal.database.role_token import SECONDS_PER_DAY, RoleToken
from portal.errors import KeyServiceUnavailable, PortalError
from portal.jobs import JobAlreadyRuns
from portal.keys import KeyAdmin, RemoteKey
from portal.usage import QueueUnavailable
from portal.usage.memory import MemoryQueue
from tests.support.cloudwatch.alarms import NAMESPACE
from tests.support.cloudwatch.metrics import History, Samples, metric, read_metrics
from tests.support.cloudwatch.tested_alarms import makes_fault_of
from tests.support.usage.memory_leases import MemoryJobLeases
from tests.support.usage.memory_ledger import MemoryLedger
from tests.template.alarms.conftest import Alarms

Handler = Callable[[dict[str, Any], Any], object]
DAY = 24 * 60
RECONCILE = {"job": "reconcile"}


class Job:
    """Runs a handler as Lambda does. ``samples`` are those of its log, and Lambda's of its errors."""

    def __init__(self, handler: Handler, function: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._handler = handler
        self._errors = metric("AWS/Lambda", "Errors", FunctionName=function)
        self._capsys = capsys

    def run(self, event: dict[str, Any] | None = None) -> Samples:
        self._capsys.readouterr()
        errors = [1.0]
        with suppress(PortalError, JobAlreadyRuns, QueueUnavailable):
            self._handler(event or {}, None)
            errors = [0.0]
        return {**read_metrics(self._capsys.readouterr().out.splitlines()), self._errors: errors}


class KeyServiceWithoutKeys:
    """A ``KeyAdmin`` without keys, which fails while ``down`` is set."""

    down = False

    async def list_keys(self) -> AsyncIterator[RemoteKey]:
        if self.down:
            raise KeyServiceUnavailable("down")
        keys: tuple[RemoteKey, ...] = ()
        for key in keys:
            yield key


class RepositoryWithoutKeys:
    async def start_comparison(self) -> datetime:
        return datetime.now(UTC)

    async def record_comparison(self, started_at: datetime) -> None:
        pass

    async def delete_unissued(self, created_before: datetime) -> int:
        return 0


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()


@pytest.fixture
def services(ledger: MemoryLedger) -> MaintenanceServices:
    return MaintenanceServices(ledger, MemoryQueue({}), MemoryJobLeases())


@pytest.fixture
def maintenance(
    services: MaintenanceServices, runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> Job:
    handler = maintenance_handler(services, runner, NAMESPACE, pause_seconds=0)
    return Job(handler, "UsageRollupFunction", capsys)


@makes_fault_of("MaintenanceSilent", "UsageRollupErrors")
def test_maintenance(alarms: Alarms, ledger: MemoryLedger, maintenance: Job) -> None:
    works = maintenance.run()
    ledger.failing_steps.add("roll_up")
    fails = maintenance.run()
    history = History()
    history.during(range(20), works)
    history.during(range(20, 24), fails)
    history.during(range(24, 30), works)
    assert alarms["UsageRollupErrors"].state(history, 20) == "OK"
    assert alarms["UsageRollupErrors"].state(history, 24) == "ALARM"
    assert alarms["MaintenanceSilent"].state(history, 30) == "OK", "four minutes repair themselves"
    history.during(range(30, 45), fails)
    assert alarms["MaintenanceSilent"].state(history, 45) == "ALARM"


def test_job_that_is_not_started_any_more_is_noticed(alarms: Alarms, maintenance: Job) -> None:
    """A schedule that is disabled, throttled or deleted makes no errors."""
    history = History()
    history.during(range(20), maintenance.run())
    assert alarms["MaintenanceSilent"].state(history, 20) == "OK"
    assert alarms["MaintenanceSilent"].state(history, 35) == "ALARM"
    assert alarms["UsageRollupErrors"].state(history, 35) == "OK"


@makes_fault_of("ReconciliationSilent")
@pytest.mark.parametrize("step", ["reconcile_hour", "reconcile_requests", "reconcile_credit"])
def test_reconciliation_that_fails_midway(
    alarms: Alarms, ledger: MemoryLedger, maintenance: Job, step: str
) -> None:
    """The maintenance of the same function runs on, and one error a night raises no other alarm."""
    alarm, history = alarms["ReconciliationSilent"], History()
    history.during(range(4 * DAY), maintenance.run())
    for night in range(2):
        history.during([night * DAY + 81], maintenance.run(RECONCILE))
    ledger.failing_steps.add(step)
    history.during([2 * DAY + 81], maintenance.run(RECONCILE))
    for hour in range(2, 2 * 24 + 2):
        assert alarm.state(history, hour * 60) == "OK"
    assert alarm.state(history, 2 * DAY + 6 * 60) == "ALARM"
    assert alarms["MaintenanceSilent"].state(history, 2 * DAY + 6 * 60) == "OK"
    ledger.failing_steps.clear()
    history.during([2 * DAY + 7 * 60], maintenance.run(RECONCILE))
    assert alarm.state(history, 2 * DAY + 9 * 60) == "OK"


def test_runs_that_leave_the_work_to_a_stuck_one(
    alarms: Alarms, services: MaintenanceServices, maintenance: Job
) -> None:
    """They are no error, and no sign of life. Beside a run that completes they raise no alarm."""
    works = maintenance.run()
    asyncio.run(services.leases.acquire("maintain", uuid.uuid4(), 3600.0))
    skips = maintenance.run()
    history = History()
    history.during(range(0, 40, 5), works)
    history.during(set(range(40)) - set(range(0, 40, 5)), skips)
    assert alarms["MaintenanceSilent"].state(history, 40) == "OK"
    history.during(range(40, 55), skips)
    assert alarms["MaintenanceSilent"].state(history, 55) == "ALARM"
    assert alarms["UsageRollupErrors"].state(history, 55) == "OK"


@makes_fault_of("UsageNotDrained")
def test_queue_that_is_not_drained(alarms: Alarms, ledger: MemoryLedger, maintenance: Job) -> None:
    """The database computes the number (``observe_usage_queue``); it grows while nothing proves anything."""
    history = History()
    history.during(range(30), maintenance.run())
    assert alarms["UsageNotDrained"].state(history, 30) == "OK"
    for minute in range(30, 120):
        ledger.queue_lag_seconds = 60 * (minute - 29)
        history.during([minute], maintenance.run())
        expected = "ALARM" if minute - 30 > 70 else "OK" if minute - 30 < 60 else None
        assert expected in (None, alarms["UsageNotDrained"].state(history, minute + 1))
    ledger.queue_lag_seconds = 60
    history.during(range(120, 130), maintenance.run())
    assert alarms["UsageNotDrained"].state(history, 130) == "OK"


def test_queue_that_cannot_be_counted(
    alarms: Alarms, services: MaintenanceServices, maintenance: Job
) -> None:
    """The metric is missing then, but the run fails."""
    history = History()
    history.during(range(20), maintenance.run())
    cast("MemoryQueue", services.queue).refusing = True
    history.during(range(20, 35), maintenance.run())
    assert alarms["UsageRollupErrors"].state(history, 35) == "ALARM"
    assert alarms["MaintenanceSilent"].state(history, 35) == "ALARM"


def test_stopped_maintenance_is_not_hidden_by_the_reconciliation(
    alarms: Alarms, ledger: MemoryLedger, maintenance: Job
) -> None:
    history = History()
    history.during(range(60), maintenance.run(RECONCILE))
    assert alarms["MaintenanceSilent"].state(history, 60) == "ALARM"


@makes_fault_of("ReconciliationDifferences")
def test_reconciliation_differences(alarms: Alarms, ledger: MemoryLedger, maintenance: Job) -> None:
    alarm, history = alarms["ReconciliationDifferences"], History()
    history.during([81], maintenance.run(RECONCILE))
    assert alarm.state(history, DAY) == "OK"
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    ledger.differing_hours[now] = [Difference(difference="hour_differs", model="oss-20b")]
    history.during([DAY + 81], maintenance.run(RECONCILE))
    assert alarm.state(history, DAY + 90) == "ALARM"
    assert alarm.state(history, 2 * DAY) == "ALARM", "nothing has said since that the books agree"
    ledger.differing_hours.clear()
    history.during([2 * DAY + 81], maintenance.run(RECONCILE))
    assert alarm.state(history, 2 * DAY + 90) == "OK"


@makes_fault_of("DatabaseTokenExpires")
def test_database_token(
    alarms: Alarms, services: MaintenanceServices, runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    def night(days: float) -> Samples:
        token = RoleToken(role="portal_usage_rollup", exp=time.time() + days * SECONDS_PER_DAY)
        handler = maintenance_handler(services, runner, NAMESPACE, role_token=token)
        return Job(handler, "UsageRollupFunction", capsys).run(RECONCILE)

    alarm, history = alarms["DatabaseTokenExpires"], History()
    history.during([80], night(31))
    assert alarm.state(history, DAY) == "OK"
    history.during([DAY + 80], night(29))
    assert alarm.state(history, 2 * DAY) == "ALARM"
    history.during([2 * DAY + 80], night(-1))
    assert alarm.state(history, 3 * DAY) == "ALARM", "it has expired"
    history.during([3 * DAY + 80], night(365))
    assert alarm.state(history, 4 * DAY) == "OK"


@makes_fault_of("KeyUpkeepSilent", "KeyUpkeepErrors")
def test_key_upkeep(alarms: Alarms, runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]) -> None:
    service = KeyServiceWithoutKeys()
    repository = cast("KeyReconciliationRepository", RepositoryWithoutKeys())

    leases = MemoryJobLeases()

    def open_services() -> KeyUpkeepServices:
        return KeyUpkeepServices(KeyReconciliation(repository, cast("KeyAdmin", service)), leases)

    job = Job(key_upkeep_handler(open_services, runner, NAMESPACE), "KeyUpkeepFunction", capsys)
    history = History()
    history.during(range(3, 180, 10), job.run())
    assert alarms["KeyUpkeepSilent"].state(history, 180) == "OK"
    assert alarms["KeyUpkeepErrors"].state(history, 180) == "OK"
    service.down = True
    history.during(range(183, 240, 10), job.run())
    assert alarms["KeyUpkeepErrors"].state(history, 190) == "ALARM"
    assert alarms["KeyUpkeepSilent"].state(history, 240) == "ALARM"
    assert alarms["KeyUpkeepErrors"].state(history, 300) == "OK", "no run, no error"
    assert alarms["KeyUpkeepSilent"].state(history, 300) == "ALARM"


def test_heartbeat_alarms_of_a_new_stack(alarms: Alarms) -> None:
    """Until a job has run for the first time its alarm is on, which operations.md says."""
    for name in ("ProbeSilent", "MaintenanceSilent", "ReconciliationSilent", "KeyUpkeepSilent"):
        assert alarms[name].state(History(), 26 * 60) == "ALARM"
