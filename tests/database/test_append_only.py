"""What is written in the ledger and the audit log stays as it was written, for every role."""

from __future__ import annotations

import psycopg
import pytest

from tests.database.events import both
from tests.database.server import Connection
from tests.database.tenant import record, sign_up

CHANGES = ("update {} set {} = {}", "delete from {}", "truncate {}")


@pytest.fixture(autouse=True)
def written(db: Connection) -> None:
    tenant = sign_up(db, plan="pro")  # the change of plan is audited
    record(db, both(tenant))


@pytest.mark.parametrize("table", ["billing_ledger", "audit_log"])
@pytest.mark.parametrize("change", CHANGES)
def test_the_service_role_is_refused(db: Connection, table: str, change: str) -> None:
    assert db.execute(f"select count(*) > 0 from {table}").fetchone() == (True,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), db.transaction():
        db.execute(change.format(table, "reason", "reason"))


@pytest.mark.parametrize("role", ["migrator", "postgres"])
@pytest.mark.parametrize("table", ["billing_ledger", "audit_log"])
@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_and_the_superuser_are_refused(db: Connection, role: str, table: str, change: str) -> None:
    db.execute("reset role")
    db.execute(f"set local role {role}")
    with pytest.raises(psycopg.errors.RestrictViolation, match="never changed"), db.transaction():
        db.execute(change.format(table, "reason", "reason"))


@pytest.mark.parametrize(
    ("kind", "amount"), [("usage", 1), ("credit", 0), ("credit", -5), ("refund", -1), ("gift", 5)]
)
def test_signs_belong_to_kinds(db: Connection, kind: str, amount: int) -> None:
    with pytest.raises(psycopg.errors.CheckViolation), db.transaction():
        db.execute(
            "insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)"
            " select id, %s, %s, 'x', now() from organizations",
            [kind, amount],
        )


def test_one_source_is_entered_once(db: Connection) -> None:
    entry = (
        "insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)"
        " select id, 'credit', 5000000000, 'payment-1', now() from organizations"
    )
    db.execute(entry)
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        db.execute(entry)
