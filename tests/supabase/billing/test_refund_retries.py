"""refund_retries: a request and its retries are charged once, in whatever order they settle."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import pytest

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.events import NOON
from tests.support.database.prepaid import prepaid_tenant, refund_retries, request_price, run_events
from tests.support.database.tenant import Tenant, call, record


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return prepaid_tenant(db)


def charged(db: Connection) -> int:
    """Return the cost of all requests, which events, hours, days and ledger must agree on."""
    call(db, "roll_up_usage")
    sums = {
        db.execute(f"select coalesce(sum({column}), 0)::bigint from {table}").fetchone()
        for table, column in (
            ("usage_events", "cost_nanousd"),
            ("usage_hourly", "cost_nanousd"),
            ("usage_daily", "cost_nanousd"),
            ("billing_ledger", "-amount_nanousd"),
        )
    }
    ((total,),) = sums  # type: ignore[misc]  # one sum, of one column
    return int(total)


def test_retry_of_a_charged_request_costs_nothing(db: Connection, tenant: Tenant) -> None:
    again = new_request_id()
    record(db, run_events(tenant, 0) + run_events(tenant, 1, request_id=again))
    assert charged(db) == 2 * request_price(32)
    assert refund_retries(db) == 1
    assert charged(db) == request_price(32)
    entries = db.execute(
        "select kind, amount_nanousd from billing_ledger where source_id like %s order by id", [f"{again}%"]
    )
    assert entries.fetchall() == [
        ("usage", -request_price(32)),
        ("refund", request_price(32)),
    ]
    assert refund_retries(db) == 0
    assert charged(db) == request_price(32)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("tokens", [(5, 90, 32), (90, 5, 32), (5, 32, 90)])
def test_retries_cost_the_most_expensive_run_in_any_order(
    db: Connection, tenant: Tenant, order: tuple[int, ...], tokens: tuple[int, ...]
) -> None:
    runs = [
        run_events(tenant, number, outcome="client_disconnected", tokens=count)
        for number, count in enumerate(tokens)
    ]
    for number in order:
        record(db, runs[number])
        refund_retries(db)
    assert charged(db) == request_price(max(tokens))


def test_failed_run_between_retries_is_skipped(db: Connection, tenant: Tenant) -> None:
    record(
        db,
        run_events(tenant, 0)
        + run_events(tenant, 1, outcome="failed_before_first_byte", tokens=0)
        + run_events(tenant, 2),
    )
    refund_retries(db)
    assert charged(db) == request_price(32)


def test_other_requests_are_charged(db: Connection, tenant: Tenant) -> None:
    other_key = prepaid_tenant(db)
    record(
        db,
        run_events(tenant, 0)
        + run_events(tenant, 0)  # another request with the same body
        + run_events(tenant, 1, fingerprint="another body")
        + run_events(other_key, 1)
        + run_events(tenant, 1, at=NOON + timedelta(hours=24, minutes=2)),
    )
    assert refund_retries(db, NOON + timedelta(hours=25)) == 0
    assert charged(db) == 5 * request_price(32)


def test_one_charged_run_covers_one_retry_of_each_number(db: Connection, tenant: Tenant) -> None:
    record(
        db,
        run_events(tenant, 0) + run_events(tenant, 1) + run_events(tenant, 1, at=NOON + timedelta(minutes=2)),
    )
    refund_retries(db)
    assert charged(db) == 2 * request_price(32)


def test_concurrent_calls_refund_once(postgres: PostgresServer, database: str, committed: Connection) -> None:
    tenant = prepaid_tenant(committed)
    events = [
        event
        for number in range(40)
        for retry in (0, 1)
        for event in run_events(tenant, retry, fingerprint=str(number))
    ]
    random.Random(6).shuffle(events)
    run_concurrently(
        postgres,
        database,
        [lambda c, part=events[start::4]: record(c, part) for start in range(4)] + [refund_retries] * 4,
    )
    refund_retries(committed)
    assert charged(committed) == 40 * request_price(32)
