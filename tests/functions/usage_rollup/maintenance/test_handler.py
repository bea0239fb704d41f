"""The maintenance handler, called as the schedules call it."""

from __future__ import annotations

import asyncio

import pytest

from functions.usage_rollup.maintenance.handler import maintenance_handler
from tests.support.usage.memory_ledger import MemoryLedger


@pytest.mark.parametrize("event", [{}, {"job": "maintain"}])
def test_every_call_runs_in_the_same_loop(runner: asyncio.Runner, event: dict[str, str]) -> None:
    loops = []

    class LoopRecordingLedger(MemoryLedger):
        async def mark_abandoned(self) -> int:
            loops.append(asyncio.get_running_loop())
            return await super().mark_abandoned()

    handler = maintenance_handler(LoopRecordingLedger(), runner)
    counts = {
        "abandoned": 2,
        "refusals_deleted": 4,
        "days_rolled_up": 3,
        "stored_responses_deleted": 0,
        "request_logs_deleted": 30,
        "partitions_opened": 1,
    }
    assert [handler(event, None) for _ in range(2)] == [counts] * 2
    assert loops[0] is loops[1]
