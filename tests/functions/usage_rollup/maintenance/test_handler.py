"""The upkeep handler, called as schedules call it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from functions.usage_rollup.maintenance.handler import upkeep_handler
from functions.usage_rollup.maintenance.reconciliation import DAYS, Difference, reconcile
from tests.support.memory_ledger import MemoryLedger, credit_books


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.parametrize("event", [{}, {"job": "upkeep"}])
def test_one_loop_serves_every_call(runner: asyncio.Runner, event: dict[str, str]) -> None:
    loops = []

    class Watched(MemoryLedger):
        async def reap(self) -> int:
            loops.append(asyncio.get_running_loop())
            return await super().reap()

    handler = upkeep_handler(Watched(), runner)
    done = {"abandoned": 2, "refunded": 1, "days": 3, "forgotten": 0, "logs_forgotten": 30, "partitions": 1}
    assert [handler(event, None) for _ in range(2)] == [done] * 2
    assert loops[0] is loops[1]


def test_a_reconciliation_names_every_difference_and_measures_them(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    ledger = MemoryLedger()
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=5)
    ledger.unbooked[hour] = ["req_1", "req_2"]
    told = upkeep_handler(ledger, runner, "Portal/test")({"job": "reconcile"}, None)
    hours = 24 * DAYS + 1
    assert told["requests"] == told["settled"] + told["abandoned"] == 2 * hours
    assert (told["router_tokens"], told["cost_nanousd"], told["differences"]) == (40 * hours, 5 * hours, 2)
    named = [line for line in caplog.records if line.getMessage() == "usage.books_differ"]
    assert [(vars(line)["request_id"], vars(line)["hour"]) for line in named] == [
        ("req_1", hour.isoformat()), ("req_2", hour.isoformat()),
    ]  # fmt: skip
    (measured,) = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    assert measured["book_differences"] == [2.0]


def test_balances_are_compared_page_by_page(runner: asyncio.Runner, caplog: pytest.LogCaptureFixture) -> None:
    ledger = MemoryLedger()
    wrong = Difference(difference="hold_differs", organization_id="b", expected=3, found=4)
    ledger.balances = {None: credit_books(then="a"), "a": credit_books(wrong)}
    told = upkeep_handler(ledger, runner)({"job": "reconcile"}, None)
    assert (told["organizations"], told["balance_nanousd"], told["held_nanousd"]) == (2, 14, 6)
    assert told["differences"] == 1
    (named,) = [vars(line) for line in caplog.records if line.getMessage() == "usage.books_differ"]
    assert (named["difference"], named["organization_id"], named["expected"], named["found"]) == (
        "hold_differs", "b", 3, 4,
    )  # fmt: skip


def test_books_that_agree_measure_nothing_amiss(
    runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        upkeep_handler(MemoryLedger(), runner, "Portal/test")({"job": "reconcile"}, None)["differences"] == 0
    )
    assert json.loads(capsys.readouterr().out)["book_differences"] == [0.0]


async def test_every_hour_is_looked_at_once_the_running_one_last() -> None:
    now = datetime(2026, 11, 24, 14, 20, 30, tzinfo=UTC)
    hours = [hour.hour async for hour in reconcile(MemoryLedger(), now, days=1)]
    assert hours[0] == datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert hours[-1] == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert len(set(hours)) == len(hours) == 25
