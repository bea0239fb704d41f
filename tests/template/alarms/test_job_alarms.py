"""Alarms on scheduled jobs: their heartbeats, and what they find."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from functions.control_plane.api_keys.reconciliation.handler import key_upkeep_handler
from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from functions.pool_monitor.handler import probe_handler
from functions.pool_monitor.probing import MonitoredRouter
from functions.usage_rollup.maintenance.handler import maintenance_handler
from portal.database.role_token import SECONDS_PER_DAY, RoleToken
from portal.errors import KeyServiceUnavailable, PortalError
from portal.keys import KeyAdmin, RemoteKey
from tests.support.cloudwatch.alarms import NAMESPACE
from tests.support.cloudwatch.metrics import History, Samples, metric, read_metrics
from tests.support.cloudwatch.tested_alarms import makes_fault_of
from tests.support.servers.ports import free_port
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
        with suppress(PortalError):
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
def maintenance(ledger: MemoryLedger, runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]) -> Job:
    return Job(maintenance_handler(ledger, runner, NAMESPACE), "UsageRollupFunction", capsys)


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
@pytest.mark.parametrize("step", ["reconcile", "reconcile_credit"])
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
    ledger.missing_requests[now] = ["req_1"]
    history.during([DAY + 81], maintenance.run(RECONCILE))
    assert alarm.state(history, DAY + 90) == "ALARM"
    assert alarm.state(history, 2 * DAY) == "ALARM", "nothing has said since that the books agree"
    ledger.missing_requests.clear()
    history.during([2 * DAY + 81], maintenance.run(RECONCILE))
    assert alarm.state(history, 2 * DAY + 90) == "OK"


@makes_fault_of("DatabaseTokenExpires")
def test_database_token(
    alarms: Alarms, ledger: MemoryLedger, runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    def night(days: float) -> Samples:
        token = RoleToken(role="portal_usage_rollup", exp=time.time() + days * SECONDS_PER_DAY)
        handler = maintenance_handler(ledger, runner, NAMESPACE, role_token=token)
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

    def open_reconciliation() -> KeyReconciliation:
        return KeyReconciliation(repository, cast("KeyAdmin", service))

    job = Job(key_upkeep_handler(open_reconciliation, runner, NAMESPACE), "KeyUpkeepFunction", capsys)
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


@makes_fault_of("ProbeSilent", "RoutersDown")
def test_probe(alarms: Alarms, runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]) -> None:
    down = MonitoredRouter(f"http://127.0.0.1:{free_port()}", ("oss-20b",), None)
    healthy = Job(probe_handler([], runner, NAMESPACE), "PoolProbeFunction", capsys).run()
    all_down = Job(probe_handler([down], runner, NAMESPACE), "PoolProbeFunction", capsys).run()
    history = History()
    history.during(range(20), healthy)
    assert alarms["RoutersDown"].state(history, 20) == "OK"
    history.during(range(20, 40), all_down)
    assert alarms["RoutersDown"].state(history, 24) == "ALARM"
    assert alarms["ProbeSilent"].state(history, 40) == "OK", "it runs, and says that all routers are down"
    assert alarms["ProbeSilent"].state(history, 55) == "ALARM"


def test_heartbeat_alarms_of_a_new_stack(alarms: Alarms) -> None:
    """Until a job has run for the first time its alarm is on, which operations.md says."""
    for name in ("ProbeSilent", "MaintenanceSilent", "ReconciliationSilent", "KeyUpkeepSilent"):
        assert alarms[name].state(History(), 26 * 60) == "ALARM"
