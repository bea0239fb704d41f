"""The hours that a reconciliation compares."""

from __future__ import annotations

from datetime import UTC, datetime

from functions.usage_rollup.reconciliation.comparing import compare_hours
from tests.support.usage.memory_ledger import MemoryLedger


async def test_every_hour_is_compared_once_and_the_current_one_last() -> None:
    now = datetime(2026, 11, 24, 14, 20, 30, tzinfo=UTC)
    hours = [hour.hour async for hour in compare_hours(MemoryLedger(), now, days=1)]
    assert hours[0] == datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert hours[-1] == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert len(set(hours)) == len(hours) == 25
