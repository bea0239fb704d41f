"""The reconciliation, started through the maintenance handler as its schedule does."""

from __future__ import annotations

import asyncio
import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from functions.usage_rollup.ledger.comparison import Difference
from functions.usage_rollup.maintenance.handler import MaintenanceServices, maintenance_handler
from functions.usage_rollup.reconciliation.comparing import DAYS
from functions.usage_rollup.reconciliation.job import ReconciliationUnfinished
from portal.errors import DatabaseUnavailable
from portal.jobs import JobAlreadyRuns
from portal.usage.memory import MemoryQueue
from tests.support.usage.memory_leases import MemoryJobLeases
from tests.support.usage.memory_ledger import MemoryLedger, credit_comparison, request_comparison

RECONCILE = {"job": "reconcile"}
NAMESPACE = "Portal/test"


def published(capsys: pytest.CaptureFixture[str]) -> list[float]:
    """Return the values of the one line with the metric."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (values,) = [line["reconciliation_differences"] for line in lines if "reconciliation_differences" in line]
    return list(values)


def services(ledger: MemoryLedger) -> MaintenanceServices:
    return MaintenanceServices(ledger, MemoryQueue({}), MemoryJobLeases())


class LambdaContext:
    """Lambda's context, with the same time left at every question."""

    def __init__(self, seconds_left: float) -> None:
        self._seconds_left = seconds_left

    def get_remaining_time_in_millis(self) -> int:
        return int(self._seconds_left * 1000)


def test_each_difference_is_logged_and_their_number_published(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    ledger = MemoryLedger()
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=5)
    ledger.differing_hours[hour] = [Difference(difference="hour_differs", model="oss-20b")]
    missing = Difference(difference="not_in_ledger", request_id="req_1")
    ledger.request_pages = {None: request_comparison(next_page="req_1"), "req_1": request_comparison(missing)}
    counts = maintenance_handler(services(ledger), runner, NAMESPACE)(RECONCILE, None)
    hours = 24 * DAYS + 1
    assert counts["requests"] == counts["settled"] + counts["abandoned"] == 2 * hours
    assert (counts["router_tokens"], counts["cost_nanousd"]) == (40 * hours, 5 * hours)
    assert counts["differences"] == 2
    logged = [line for line in caplog.records if line.getMessage() == "usage.difference_found"]
    assert (vars(logged[0])["model"], vars(logged[0])["hour"]) == ("oss-20b", hour.isoformat())
    assert vars(logged[1])["request_id"] == "req_1"
    assert (len(logged), counts["compared"]) == (2, 18)
    assert published(capsys) == [2.0]


def test_balances_are_compared_page_by_page(runner: asyncio.Runner, caplog: pytest.LogCaptureFixture) -> None:
    ledger = MemoryLedger()
    wrong_hold = Difference(difference="hold_differs", organization_id="b", expected=3, found=4)
    ledger.credit_pages = {None: credit_comparison(next_page="a"), "a": credit_comparison(wrong_hold)}
    counts = maintenance_handler(services(ledger), runner)(RECONCILE, None)
    assert (counts["organizations"], counts["balance_nanousd"], counts["held_nanousd"]) == (2, 14, 6)
    assert counts["differences"] == 1
    (logged,) = [vars(line) for line in caplog.records if line.getMessage() == "usage.difference_found"]
    assert logged["difference"] == "hold_differs"
    assert (logged["organization_id"], logged["expected"], logged["found"]) == ("b", 3, 4)


def test_no_difference_publishes_zero(runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]) -> None:
    counts = maintenance_handler(services(MemoryLedger()), runner, NAMESPACE)(RECONCILE, None)
    assert counts["differences"] == 0
    assert published(capsys) == [0.0]


@pytest.mark.parametrize("step", ["reconcile_hour", "reconcile_requests", "reconcile_credit"])
def test_run_that_fails_midway_publishes_no_zero(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    """0 differences of what was compared until then would look like a clean night, and end the alarm."""
    ledger = MemoryLedger()
    ledger.failing_steps.add(step)
    with pytest.raises(DatabaseUnavailable):
        maintenance_handler(services(ledger), runner, NAMESPACE, pause_seconds=0)(RECONCILE, None)
    assert "_aws" not in capsys.readouterr().out


def test_run_that_fails_midway_publishes_what_it_found(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = MemoryLedger()
    ledger.request_pages = {None: request_comparison(Difference(difference="not_in_ledger"))}
    ledger.failing_steps.add("reconcile_credit")
    with pytest.raises(DatabaseUnavailable):
        maintenance_handler(services(ledger), runner, NAMESPACE, pause_seconds=0)(RECONCILE, None)
    assert published(capsys) == [1.0]


def test_reconciliation_without_time_fails_and_says_what_it_found(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = MemoryLedger()
    handler = maintenance_handler(services(ledger), runner, NAMESPACE)
    with pytest.raises(ReconciliationUnfinished):
        handler(RECONCILE, LambdaContext(60.0))
    assert "_aws" not in capsys.readouterr().out
    oldest = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
    ledger.differing_hours[oldest] = [Difference(difference="hour_differs", model="oss-20b")]
    with pytest.raises(ReconciliationUnfinished):
        handler(RECONCILE, LambdaContext(60.0))
    assert published(capsys) == [1.0]
    assert handler(RECONCILE, LambdaContext(80.0))["differences"] == 1


def test_reconciliation_does_not_run_beside_another(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = services(MemoryLedger())
    runner.run(parts.leases.acquire("reconcile", uuid.uuid4(), 60.0))
    handler = maintenance_handler(parts, runner, NAMESPACE)
    with pytest.raises(JobAlreadyRuns):
        handler(RECONCILE, LambdaContext(500.0))
    assert "_aws" not in capsys.readouterr().out
    assert handler({}, None)["abandoned"] == 2  # another job
