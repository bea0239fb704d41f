"""An admission holds credit, and its settled event releases the hold and charges the price."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import admitted, request_events, settled
from tests.support.database.prepaid import (
    MAX_HELD_TOKENS,
    balance_and_hold,
    credit_differences,
    grant_credit,
    hold_price,
    prepaid_tenant,
    request_price,
)
from tests.support.database.tenant import Tenant, record, sign_up
from tests.support.usage.drain import abandon_overdue

AN_HOUR_LATER = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return prepaid_tenant(db)


def test_admission_holds_and_settlement_charges(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    grant_credit(db, tenant, 10**9)
    record(db, [admitted(tenant, request_id, max_tokens=100)])
    assert balance_and_hold(db, tenant) == (10**9, hold_price(100))
    record(db, [settled(tenant, request_id)])
    assert balance_and_hold(db, tenant) == (10**9 - request_price(32), 0)
    assert credit_differences(db) == []


@pytest.mark.parametrize(
    ("max_tokens", "held"), [(1, 1), (None, MAX_HELD_TOKENS), (2**31 - 1, MAX_HELD_TOKENS)]
)
def test_hold_is_the_price_of_the_longest_response(
    db: Connection, tenant: Tenant, max_tokens: int | None, held: int
) -> None:
    record(db, [admitted(tenant, max_tokens=max_tokens)])
    assert balance_and_hold(db, tenant) == (0, hold_price(held))


def test_repeated_events_in_any_order_charge_once(db: Connection, tenant: Tenant) -> None:
    for number, order in enumerate(set(itertools.permutations("aass")), start=1):
        request_id = new_request_id()
        events = {"a": admitted(tenant, request_id), "s": settled(tenant, request_id)}
        for kind in order:
            record(db, [events[kind]])
        assert balance_and_hold(db, tenant) == (-number * request_price(32), 0)


def test_both_events_in_one_call_hold_nothing(db: Connection, tenant: Tenant) -> None:
    record(db, request_events(tenant))
    assert balance_and_hold(db, tenant) == (-request_price(32), 0)


def test_abandoning_releases_once_and_late_settlement_charges(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, [admitted(tenant, request_id), admitted(tenant) | {"deadline_seconds": 7200}])
    abandon_overdue(db, AN_HOUR_LATER)
    abandon_overdue(db, AN_HOUR_LATER)
    assert balance_and_hold(db, tenant) == (0, hold_price(MAX_HELD_TOKENS))
    record(db, [settled(tenant, request_id)])
    assert balance_and_hold(db, tenant) == (-request_price(32), hold_price(MAX_HELD_TOKENS))
    assert credit_differences(db) == []


@pytest.mark.parametrize("outcome", ["failed_before_first_byte", "failed_after_first_byte"])
def test_failed_request_only_releases_its_hold(db: Connection, tenant: Tenant, outcome: Any) -> None:
    request_id = new_request_id()
    record(db, [admitted(tenant, request_id)])
    record(db, [settled(tenant, request_id, outcome=outcome)])
    assert balance_and_hold(db, tenant) == (0, 0)


def test_allowance_plan_holds_and_charges_nothing(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, [admitted(tenant), *request_events(tenant)])
    assert db.execute("select count(*) from credit_balances").fetchone() == (0,)
    assert balance_and_hold(db, tenant) == (0, 0)
