"""Balances and overspend under concurrent admissions, settlements and grants."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.events import admitted, request_events
from tests.support.database.policy import read_snapshot
from tests.support.database.prepaid import (
    MAX_HELD_TOKENS,
    balance_and_hold,
    credit_differences,
    grant_credit,
    hold_price,
    prepaid_tenant,
    request_price,
)
from tests.support.database.tenant import record
from tests.support.usage.drain import abandon_overdue

AN_HOUR_LATER = datetime.now(UTC) + timedelta(hours=1)


def test_balances_match_after_concurrent_recording_and_jobs(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    """Copies of all events in different orders and batch sizes, with grants and abandonment."""
    tenants = [prepaid_tenant(committed) for _ in range(4)]
    seeded = random.Random(6)
    events = [
        event
        for number in range(200)
        for event in request_events(tenants[number % 4])[: 1 if number % 10 == 0 else 2]
    ]

    def recorder(copy: int, size: int) -> Any:
        order = seeded.sample(events, len(events)) if copy else events

        def job(connection: Connection) -> None:
            for start in range(0, len(order), size):
                record(connection, order[start : start + size])

        return job

    def run_jobs(connection: Connection) -> None:
        for _ in range(20):
            abandon_overdue(connection, AN_HOUR_LATER)
            for tenant in tenants:
                grant_credit(connection, tenant, 1_000)

    run_concurrently(
        postgres, database, [*(recorder(copy, size) for copy, size in enumerate((400, 50, 7))), run_jobs]
    )
    abandon_overdue(committed, AN_HOUR_LATER)
    assert credit_differences(committed) == []
    # One request in ten is abandoned. Each of the others is charged once.
    assert sorted(balance_and_hold(committed, tenant) for tenant in tenants) == sorted(
        [(20 * 1_000 - 40 * request_price(32), 0)] * 2 + [(20 * 1_000 - 50 * request_price(32), 0)] * 2
    )


def test_overspend_is_bounded_by_the_age_of_snapshots(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    """Gateways read a snapshot every 0.4 s and record each admission after 0.2 s."""
    refresh, record_delay, pause, gateways = 0.4, 0.2, 0.02, 4
    tenant = prepaid_tenant(committed)
    funds = 30 * hold_price(MAX_HELD_TOKENS)
    grant_credit(committed, tenant, funds)
    admissions: list[float] = []
    until = time.monotonic() + 3.0

    def admit(connection: Connection) -> None:
        read_at, has_credit, unsent = -refresh, False, list[tuple[float, dict[str, Any]]]()
        while (now := time.monotonic()) < until:
            if now - read_at >= refresh:
                read_at, has_credit = now, not read_snapshot(connection).out_of_credit
            if has_credit:
                unsent.append((now, admitted(tenant, at=datetime.now(UTC))))
                admissions.append(now)
            sent = [event for at, event in unsent if now - at >= record_delay]
            unsent = [(at, event) for at, event in unsent if now - at < record_delay]
            if sent:
                record(connection, sent)
            time.sleep(pause)
        record(connection, [event for _, event in unsent])

    run_concurrently(postgres, database, [admit] * gateways)
    balance, held = balance_and_hold(committed, tenant)
    used_up_at = sorted(admissions)[29]
    lag = max(admissions) - used_up_at
    overspent = held - balance
    rate = gateways / pause
    # A slow machine delays single steps of a gateway.
    slack = 0.6
    assert (balance, held) == (funds, len(admissions) * hold_price(MAX_HELD_TOKENS))
    assert lag <= refresh + record_delay + slack
    assert 0 < overspent <= rate * (refresh + record_delay + slack) * hold_price(MAX_HELD_TOKENS)
    grant_credit(committed, tenant, overspent + 1)
    assert read_snapshot(committed).out_of_credit == {}
