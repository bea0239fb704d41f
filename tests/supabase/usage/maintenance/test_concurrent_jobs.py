"""Maintenance jobs run while usage is recorded."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.events import NOON, request_events
from tests.support.database.tenant import call, record, sign_up, with_second_key
from tests.support.usage.drain import set_drained


def test_recording_and_maintenance_jobs_run_concurrently(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = sign_up(committed)
    with_keys = [with_second_key(committed, tenant) for _ in range(5)]
    seeded = random.Random(7)
    events = [
        event
        for number in range(200)
        for event in request_events(with_keys[number % 5], at=NOON + timedelta(minutes=17 * number))
    ]
    seeded.shuffle(events)

    def recorder(offset: int) -> Callable[[Connection], Any]:
        return lambda c: [record(c, events[start : start + 10]) for start in range(offset, len(events), 20)]

    def repeat(function: str, **arguments: Any) -> Callable[[Connection], Any]:
        return lambda c: [call(c, function, **arguments) for _ in range(25)]

    set_drained(committed, datetime.now(UTC) + timedelta(days=1))
    late = datetime.now(UTC) + timedelta(days=1)
    run_concurrently(
        postgres,
        database,
        [
            recorder(0),
            recorder(10),
            *(
                job
                for job in (
                    repeat("reap_usage", p_now=late),
                    repeat("roll_up_usage"),
                    repeat("delete_expired_responses"),
                    repeat("delete_old_request_logs", p_days=30),
                    repeat("open_usage_partitions", p_months=5),
                    repeat("reconcile_credit"),
                    repeat("observe_usage_queue", p_waiting=0, p_in_flight=0),
                    repeat("observe_usage_batch", p_recorded=1, p_oldest_seconds=2.0),
                )
                for _ in range(2)
            ),
        ],
    )
    # All requests are admitted and settled, although reap_usage abandoned some in between.
    assert committed.execute("select count(*) from usage_events where state = 'settled'").fetchone() == (200,)
    sums = committed.execute("select sum(requests), sum(settled), sum(abandoned) from usage_hourly")
    assert sums.fetchone() == (200, 200, 0)
    call(committed, "roll_up_usage")
    daily = "select day, model, key_id, requests, settled, abandoned, prompt_tokens, completion_tokens"
    hourly = (
        "select (hour at time zone 'UTC')::date, model, key_id, sum(requests), sum(settled), sum(abandoned),"
        " sum(prompt_tokens), sum(completion_tokens)"
    )
    assert (
        committed.execute(f"{daily} from usage_daily order by 1, 2, 3").fetchall()
        == committed.execute(f"{hourly} from usage_hourly group by 1, 2, 3 order by 1, 2, 3").fetchall()
    )
