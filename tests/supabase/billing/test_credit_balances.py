"""Balances equal the sum of the ledger, and reconcile_credit finds differences."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.database.postgres import Connection
from tests.support.database.events import admitted
from tests.support.database.prepaid import (
    balance_and_hold,
    credit_differences,
    grant_credit,
    hold_price,
    prepaid_tenant,
)
from tests.support.database.roles import execute_as_owner
from tests.support.database.tenant import Tenant, call, record, sign_up


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return prepaid_tenant(db)


def test_every_ledger_entry_changes_the_balance(db: Connection, tenant: Tenant) -> None:
    other = prepaid_tenant(db)
    db.execute(
        "insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)"
        " values (%(a)s, 'adjustment', -5, 'one', now()), (%(a)s, 'credit', 7, 'two', now()),"
        " (%(b)s, 'credit', 9, 'three', now())",
        {"a": tenant.organization_id, "b": other.organization_id},
    )
    assert (balance_and_hold(db, tenant), balance_and_hold(db, other)) == ((2, 0), (9, 0))


def test_differing_balances_and_holds_are_reported_in_pages(db: Connection, tenant: Tenant) -> None:
    grant_credit(db, tenant, 50)
    record(db, [admitted(tenant, max_tokens=1)])
    execute_as_owner(db, "update credit_balances set balance_nanousd = 51, held_nanousd = held_nanousd - 1")
    assert credit_differences(db) == [
        ("balance_differs", 50, 51),
        ("hold_differs", hold_price(1), hold_price(1) - 1),
    ]
    for _ in range(4):
        sign_up(db)
    pages: list[Any] = []
    after = None
    while not pages or after is not None:
        pages.append(call(db, "reconcile_credit", p_after=after, p_limit=2))
        after = pages[-1]["next"]
    assert [page["organizations"] for page in pages] == [2, 2, 1]
    assert sum(len(page["differences"]) for page in pages) == 2
