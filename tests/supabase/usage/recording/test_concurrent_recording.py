"""record_usage called concurrently with copies of the same events."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.events import NOON, request_events
from tests.support.database.tenant import record, sign_up

CALLERS = 6


def test_concurrent_copies_of_a_batch_are_recorded_once(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenants = [sign_up(committed) for _ in range(4)]
    seeded = random.Random(6)
    events = [
        event
        for number in range(300)
        for event in request_events(tenants[number % 4], at=NOON + timedelta(minutes=number))
    ]
    orders = [events, events[::-1], *(seeded.sample(events, len(events)) for _ in range(CALLERS - 2))]

    # Each caller records all events twice with another batch size, so that calls overlap in many ways.
    def recorder(order: list[dict[str, Any]], size: int) -> Callable[[Connection], int]:
        def job(connection: Connection) -> int:
            return sum(
                record(connection, order[start : start + size])["recorded"]
                for _ in range(2)
                for start in range(0, len(order), size)
            )

        return job

    answers = run_concurrently(
        postgres,
        database,
        [recorder(order, size) for order, size in zip(orders, (600, 600, 37, 50, 120, 7), strict=True)],
    )
    assert sum(answers) == len(events)
    assert committed.execute(
        "select count(*), count(*) filter (where state = 'settled'), sum(prompt_tokens),"
        " sum(completion_tokens) from usage_events"
    ).fetchone() == (300, 300, 3000, 9600)
    assert committed.execute(
        "select sum(requests), sum(settled), sum(prompt_tokens), sum(completion_tokens) from usage_hourly"
    ).fetchone() == (300, 300, 3000, 9600)
    assert committed.execute("select count(*), count(distinct source_id) from billing_ledger").fetchone() == (
        300,
        300,
    )
    assert committed.execute("select count(*) from request_logs where ended_at is not null").fetchone() == (
        300,
    )
