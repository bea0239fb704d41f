"""refund_retries: a request that is sent again is charged once, whichever try settles first."""

from __future__ import annotations

import itertools
import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.usage import Outcome
from portal.web.ids import new_request_id
from tests.database.events import NOON, admitted, settled
from tests.database.server import Connection, PostgresServer
from tests.database.tenant import Tenant, call, record, sign_up
from tests.database.test_concurrency import together

SOON = NOON + timedelta(minutes=30)
PRICE_IN, PRICE_OUT = 50, 200


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return payer(db)


def payer(db: Connection) -> Tenant:
    db.execute(
        "insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')"
        " on conflict do nothing"
    )
    db.execute(
        "insert into model_prices values ('oss-20b', '2020-01-01', %s, %s, now()) on conflict do nothing",
        [PRICE_IN, PRICE_OUT],
    )
    tenant = sign_up(db, plan="payg")
    db.execute(
        "update plan_subscriptions set started_at = '2026-01-01'"
        " where plan = 'payg' and organization_id = %s",
        [tenant.organization_id],
    )
    return tenant


def tried(
    tenant: Tenant,
    retry: int,
    *,
    ending: Outcome = "ok",
    tokens: int = 32,
    fingerprint: str = "same",
    at: datetime | None = None,
    request_id: str | None = None,
) -> list[dict[str, Any]]:
    """Return both events of one try; each retry comes a minute after the one before."""
    request_id = request_id or new_request_id()
    at = at or NOON + timedelta(minutes=retry)
    return [
        admitted(tenant, request_id, at=at, retry=retry, fingerprint=fingerprint),
        settled(tenant, request_id, at=at, ending=ending, completion_tokens=tokens),
    ]


def price(tokens: int) -> int:
    return 10 * PRICE_IN + tokens * PRICE_OUT


def charged(db: Connection) -> int:
    """Return what everything cost, which every part of the books says alike."""
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


def refund(db: Connection, now: datetime = SOON) -> int:
    refunded: int = call(db, "refund_retries", p_now=now)["refunded"]
    return refunded


def test_a_retry_of_a_charged_request_costs_nothing(db: Connection, tenant: Tenant) -> None:
    again = new_request_id()
    record(db, tried(tenant, 0) + tried(tenant, 1, request_id=again))
    assert charged(db) == 2 * price(32)
    assert refund(db) == 1
    assert charged(db) == price(32)
    entries = db.execute(
        "select kind, amount_nanousd from billing_ledger where source_id like %s order by id", [f"{again}%"]
    )
    assert entries.fetchall() == [
        ("usage", -price(32)),
        ("refund", price(32)),
    ]
    assert refund(db) == 0
    assert charged(db) == price(32)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("tokens", [(5, 90, 32), (90, 5, 32), (5, 32, 90)])
def test_a_chain_costs_its_dearest_try_in_whatever_order_it_settles(
    db: Connection, tenant: Tenant, order: tuple[int, ...], tokens: tuple[int, ...]
) -> None:
    tries = [tried(tenant, number, ending="cancelled", tokens=count) for number, count in enumerate(tokens)]
    for number in order:
        record(db, tries[number])
        refund(db)
    assert charged(db) == price(max(tokens))


def test_a_failed_try_between_breaks_no_chain(db: Connection, tenant: Tenant) -> None:
    record(
        db,
        tried(tenant, 0) + tried(tenant, 1, ending="failed_before_first_byte", tokens=0) + tried(tenant, 2),
    )
    refund(db)
    assert charged(db) == price(32)


def test_what_is_no_repetition_is_charged(db: Connection, tenant: Tenant) -> None:
    other_key = payer(db)
    record(
        db,
        tried(tenant, 0)
        + tried(tenant, 0)  # the same again, on purpose: two purchases
        + tried(tenant, 1, fingerprint="another body")
        + tried(other_key, 1)
        + tried(tenant, 1, at=NOON + timedelta(hours=24, minutes=2)),
    )
    assert refund(db, NOON + timedelta(hours=25)) == 0
    assert charged(db) == 5 * price(32)


def test_one_purchase_covers_one_retry(db: Connection, tenant: Tenant) -> None:
    record(db, tried(tenant, 0) + tried(tenant, 1) + tried(tenant, 1, at=NOON + timedelta(minutes=2)))
    refund(db)
    assert charged(db) == 2 * price(32)


def test_concurrent_runs_refund_once(postgres: PostgresServer, database: str, committed: Connection) -> None:
    tenant = payer(committed)
    events = [
        event
        for number in range(40)
        for retry in (0, 1)
        for event in tried(tenant, retry, fingerprint=str(number))
    ]
    random.Random(6).shuffle(events)
    together(
        postgres,
        database,
        [lambda c, part=events[start::4]: record(c, part) for start in range(4)] + [refund] * 4,
    )
    refund(committed)
    assert charged(committed) == 40 * price(32)
