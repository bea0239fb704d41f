"""Constraints of ledger entries."""

from __future__ import annotations

import psycopg
import pytest

from scripts.database.postgres import Connection
from tests.support.database.tenant import sign_up


@pytest.fixture(autouse=True)
def organization(db: Connection) -> None:
    sign_up(db)


@pytest.mark.parametrize(
    ("kind", "amount"), [("usage", 1), ("credit", 0), ("credit", -5), ("refund", 5), ("gift", 5)]
)
def test_entry_with_wrong_sign_for_its_kind_is_rejected(db: Connection, kind: str, amount: int) -> None:
    with pytest.raises(psycopg.errors.CheckViolation), db.transaction():
        db.execute(
            "insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)"
            " select id, %s, %s, 'x', now() from organizations",
            [kind, amount],
        )


def test_second_entry_of_one_source_is_rejected(db: Connection) -> None:
    entry = (
        "insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)"
        " select id, 'credit', 5000000000, 'payment-1', now() from organizations"
    )
    db.execute(entry)
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        db.execute(entry)
