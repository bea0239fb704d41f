"""Prepaid credit: an admission holds, an end charges, and what is left decides who is let in."""

from __future__ import annotations

import itertools
import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.policy import ExhaustedCredit
from portal.web.ids import new_request_id
from tests.database.events import NOON, admitted, both, settled
from tests.database.server import Connection, PostgresServer
from tests.database.tenant import Tenant, call, record, sign_up
from tests.database.test_concurrency import together
from tests.database.test_policy_snapshot import snapshot
from tests.database.test_reconciliation import as_owner
from tests.database.test_repetitions import PRICE_IN, PRICE_OUT, SOON, payer, price, refund, tried

LATER = NOON + timedelta(hours=1)
UNBOUNDED = 4096
"""Tokens that are held for an answer whose length nobody bounded."""


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return payer(db)


def grant(db: Connection, tenant: Tenant, amount: int) -> Any:
    return call(
        db,
        "grant_credit",
        p_organization_id=tenant.organization_id,
        p_amount_nanousd=amount,
        p_source_id=new_request_id(),
        p_actor="system",
        p_reason="paid",
        p_request_id=None,
    )


def credit(db: Connection, tenant: Tenant) -> tuple[int, int]:
    """Return balance and hold, as the page about billing shows them."""
    standing = call(db, "billing_standing", p_organization_id=tenant.organization_id)
    return standing["balance_nanousd"], standing["held_nanousd"]


def hold(tokens: int) -> int:
    return 9 * PRICE_IN + tokens * PRICE_OUT


def differences(db: Connection) -> list[tuple[str, int, int]]:
    found = call(db, "reconcile_credit")["differences"]
    return [(each["difference"], each["expected"], each["found"]) for each in found]


def test_an_admission_holds_and_its_end_charges(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    grant(db, tenant, 10**9)
    record(db, [admitted(tenant, request_id, max_tokens=100)])
    assert credit(db, tenant) == (10**9, hold(100))
    record(db, [settled(tenant, request_id)])
    assert credit(db, tenant) == (10**9 - price(32), 0)
    assert differences(db) == []


@pytest.mark.parametrize(("asked", "held"), [(1, 1), (None, UNBOUNDED), (2**31 - 1, UNBOUNDED)])
def test_what_is_held_is_the_price_of_the_longest_answer(
    db: Connection, tenant: Tenant, asked: int | None, held: int
) -> None:
    record(db, [admitted(tenant, max_tokens=asked)])
    assert credit(db, tenant) == (0, hold(held))


def test_said_twice_in_any_order_it_is_held_and_charged_once(db: Connection, tenant: Tenant) -> None:
    for number, order in enumerate(set(itertools.permutations("aass")), start=1):
        request_id = new_request_id()
        said = {"a": admitted(tenant, request_id), "s": settled(tenant, request_id)}
        for which in order:
            record(db, [said[which]])
        assert credit(db, tenant) == (-number * price(32), 0)


def test_both_ends_in_one_call_hold_nothing(db: Connection, tenant: Tenant) -> None:
    record(db, both(tenant))
    assert credit(db, tenant) == (-price(32), 0)


def test_giving_up_lets_go_once_and_a_late_end_still_charges(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, [admitted(tenant, request_id), admitted(tenant, at=LATER)])
    call(db, "reap_usage", p_now=LATER)
    call(db, "reap_usage", p_now=LATER)
    assert credit(db, tenant) == (0, hold(UNBOUNDED))
    record(db, [settled(tenant, request_id)])
    assert credit(db, tenant) == (-price(32), hold(UNBOUNDED))
    assert differences(db) == []


@pytest.mark.parametrize("ending", ["failed_before_first_byte", "failed_after_first_byte", "deadline"])
def test_what_costs_nothing_only_lets_go(db: Connection, tenant: Tenant, ending: Any) -> None:
    request_id = new_request_id()
    record(db, [admitted(tenant, request_id)])
    record(db, [settled(tenant, request_id, ending=ending)])
    assert credit(db, tenant) == (0, 0)


def test_a_refund_goes_back_to_the_balance(db: Connection, tenant: Tenant) -> None:
    record(db, tried(tenant, 0) + tried(tenant, 1))
    assert refund(db, SOON) == 1
    assert credit(db, tenant) == (-price(32), 0)
    assert differences(db) == []


def test_whoever_writes_to_the_ledger_the_balance_follows(db: Connection, tenant: Tenant) -> None:
    other = payer(db)
    db.execute(
        "insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)"
        " values (%(a)s, 'adjustment', -5, 'one', now()), (%(a)s, 'credit', 7, 'two', now()),"
        " (%(b)s, 'credit', 9, 'three', now())",
        {"a": tenant.organization_id, "b": other.organization_id},
    )
    assert (credit(db, tenant), credit(db, other)) == ((2, 0), (9, 0))


def test_an_allowance_holds_and_charges_nothing(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, [admitted(tenant), *both(tenant)])
    assert db.execute("select count(*) from credit_balances").fetchone() == (0,)
    assert credit(db, tenant) == (0, 0)


def test_who_has_nothing_left_but_holds_is_out_of_credit(db: Connection, tenant: Tenant) -> None:
    sign_up(db)  # on an allowance, without any credit
    organization = str(tenant.organization_id)
    assert snapshot(db).spent_credits == {organization: ExhaustedCredit(0, 0)}
    grant(db, tenant, hold(100) + 1)
    assert snapshot(db).spent_credits == {}
    request_id = new_request_id()
    record(db, [admitted(tenant, request_id, max_tokens=100)])
    assert snapshot(db).spent_credits == {}
    record(db, [admitted(tenant, max_tokens=1)])
    assert snapshot(db).spent_credits == {organization: ExhaustedCredit(hold(100) + 1, hold(100) + hold(1))}
    record(db, [settled(tenant, request_id, ending="deadline")])
    assert snapshot(db).spent_credits == {}


def test_a_plan_left_behind_gates_nobody(db: Connection, tenant: Tenant) -> None:
    call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan="free")
    assert snapshot(db).spent_credits == {}


def test_balances_and_holds_that_differ_are_named_page_by_page(db: Connection, tenant: Tenant) -> None:
    grant(db, tenant, 50)
    record(db, [admitted(tenant, max_tokens=1)])
    as_owner(db, "update credit_balances set balance_nanousd = 51, held_nanousd = held_nanousd - 1")
    assert differences(db) == [("balance_differs", 50, 51), ("hold_differs", hold(1), hold(1) - 1)]
    for _ in range(4):
        sign_up(db)
    pages: list[Any] = []
    after = None
    while not pages or after is not None:
        pages.append(call(db, "reconcile_credit", p_after=after, p_limit=2))
        after = pages[-1]["next"]
    assert [page["organizations"] for page in pages] == [2, 2, 1]
    assert sum(len(page["differences"]) for page in pages) == 2


def test_everything_at_once_balances(postgres: PostgresServer, database: str, committed: Connection) -> None:
    """Copies of every event, cut and ordered in every way, beside grants, the reaper and refunds."""
    tenants = [payer(committed) for _ in range(4)]
    seeded = random.Random(6)
    events = [
        event
        for number in range(200)
        for retry in (0, 1)
        for event in tried(tenants[number % 4], retry, fingerprint=str(number))[
            : 1 if number % 10 == 0 else 2
        ]
    ]

    def say(copy: int, size: int) -> Any:
        order = seeded.sample(events, len(events)) if copy else events

        def job(connection: Connection) -> None:
            for start in range(0, len(order), size):
                record(connection, order[start : start + size])

        return job

    def look_after(connection: Connection) -> None:
        for _ in range(20):
            call(connection, "reap_usage", p_now=LATER)
            refund(connection)
            for tenant in tenants:
                grant(connection, tenant, 1_000)

    together(postgres, database, [*(say(copy, size) for copy, size in enumerate((400, 50, 7))), look_after])
    call(committed, "reap_usage", p_now=LATER)
    refund(committed)
    assert differences(committed) == []
    # One of ten is given up; of the others each was bought once and tried twice.
    assert sorted(credit(committed, tenant) for tenant in tenants) == sorted(
        [(20 * 1_000 - 40 * price(32), 0)] * 2 + [(20 * 1_000 - 50 * price(32), 0)] * 2
    )


def test_the_overspend_is_at_most_what_is_admitted_while_the_news_travels(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    """Gateways that learn with a snapshot every 0.4 s, and tell of an admission 0.2 s after it."""
    refresh, told_after, pause, gateways = 0.4, 0.2, 0.02, 4
    tenant = payer(committed)
    funds = 30 * hold(UNBOUNDED)
    grant(committed, tenant, funds)
    admissions: list[float] = []
    until = time.monotonic() + 3.0

    def admit(connection: Connection) -> None:
        learned, is_open, said = -refresh, False, list[tuple[float, dict[str, Any]]]()
        while (now := time.monotonic()) < until:
            if now - learned >= refresh:
                learned, is_open = now, not snapshot(connection).spent_credits
            if is_open:
                said.append((now, admitted(tenant, at=datetime.now(UTC))))
                admissions.append(now)
            ripe = [event for at, event in said if now - at >= told_after]
            said = [(at, event) for at, event in said if now - at < told_after]
            if ripe:
                record(connection, ripe)
            time.sleep(pause)
        record(connection, [event for _, event in said])

    together(postgres, database, [admit] * gateways)
    balance, held = credit(committed, tenant)
    spent_at = sorted(admissions)[29]
    lag = max(admissions) - spent_at
    overspent = held - balance
    rate = gateways / pause
    # A slow machine delays a step of a gateway, not the chain of them.
    slack = 0.6
    assert (balance, held) == (funds, len(admissions) * hold(UNBOUNDED))
    assert lag <= refresh + told_after + slack
    assert 0 < overspent <= rate * (refresh + told_after + slack) * hold(UNBOUNDED)
    grant(committed, tenant, overspent + 1)
    assert snapshot(committed).spent_credits == {}
