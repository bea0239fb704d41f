"""The reconciliation, started through the maintenance handler as its schedule does."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from functions.usage_rollup.ledger.comparison import Difference
from functions.usage_rollup.maintenance.handler import maintenance_handler
from functions.usage_rollup.reconciliation.comparing import DAYS
from portal.errors import DatabaseUnavailable
from tests.support.usage.memory_ledger import MemoryLedger, credit_comparison

RECONCILE = {"job": "reconcile"}
NAMESPACE = "Portal/test"


def published(capsys: pytest.CaptureFixture[str]) -> list[float]:
    """Return the values of the one line with the metric."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (values,) = [line["reconciliation_differences"] for line in lines if "reconciliation_differences" in line]
    return list(values)


def test_each_difference_is_logged_and_their_number_published(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    ledger = MemoryLedger()
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=5)
    ledger.missing_requests[hour] = ["req_1", "req_2"]
    counts = maintenance_handler(ledger, runner, NAMESPACE)(RECONCILE, None)
    hours = 24 * DAYS + 1
    assert counts["requests"] == counts["settled"] + counts["abandoned"] == 2 * hours
    assert (counts["router_tokens"], counts["cost_nanousd"]) == (40 * hours, 5 * hours)
    assert counts["differences"] == 2
    logged = [line for line in caplog.records if line.getMessage() == "usage.difference_found"]
    assert [(vars(line)["request_id"], vars(line)["hour"]) for line in logged] == [
        ("req_1", hour.isoformat()),
        ("req_2", hour.isoformat()),
    ]
    assert published(capsys) == [2.0]


def test_balances_are_compared_page_by_page(runner: asyncio.Runner, caplog: pytest.LogCaptureFixture) -> None:
    ledger = MemoryLedger()
    wrong_hold = Difference(difference="hold_differs", organization_id="b", expected=3, found=4)
    ledger.credit_pages = {None: credit_comparison(next_page="a"), "a": credit_comparison(wrong_hold)}
    counts = maintenance_handler(ledger, runner)(RECONCILE, None)
    assert (counts["organizations"], counts["balance_nanousd"], counts["held_nanousd"]) == (2, 14, 6)
    assert counts["differences"] == 1
    (logged,) = [vars(line) for line in caplog.records if line.getMessage() == "usage.difference_found"]
    assert logged["difference"] == "hold_differs"
    assert (logged["organization_id"], logged["expected"], logged["found"]) == ("b", 3, 4)


def test_no_difference_publishes_zero(runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]) -> None:
    counts = maintenance_handler(MemoryLedger(), runner, NAMESPACE)(RECONCILE, None)
    assert counts["differences"] == 0
    assert published(capsys) == [0.0]


@pytest.mark.parametrize("step", ["reconcile", "reconcile_credit"])
def test_run_that_fails_midway_publishes_nothing(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    """A number of what was compared until then would look like a clean night."""
    ledger = MemoryLedger()
    ledger.failing_steps.add(step)
    with pytest.raises(DatabaseUnavailable):
        maintenance_handler(ledger, runner, NAMESPACE)(RECONCILE, None)
    assert "_aws" not in capsys.readouterr().out
