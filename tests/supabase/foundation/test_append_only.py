"""No role can change rows of the ledger and the audit log."""

from __future__ import annotations

import psycopg
import pytest

from scripts.database.postgres import Connection
from tests.support.database.events import request_events
from tests.support.database.tenant import record, sign_up

CHANGES = ("update {} set {} = {}", "delete from {}", "truncate {}")


@pytest.fixture(autouse=True)
def rows(db: Connection) -> None:
    tenant = sign_up(db, plan="pro")  # writes an audit entry
    record(db, request_events(tenant))


@pytest.mark.parametrize("table", ["billing_ledger", "audit_log"])
@pytest.mark.parametrize("change", CHANGES)
def test_service_role_cannot_change_rows(db: Connection, table: str, change: str) -> None:
    assert db.execute(f"select count(*) > 0 from {table}").fetchone() == (True,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), db.transaction():
        db.execute(change.format(table, "reason", "reason"))


@pytest.mark.parametrize("role", ["migrator", "postgres"])
@pytest.mark.parametrize("table", ["billing_ledger", "audit_log"])
@pytest.mark.parametrize("change", CHANGES)
def test_owner_and_superuser_cannot_change_rows(db: Connection, role: str, table: str, change: str) -> None:
    db.execute("reset role")
    db.execute(f"set local role {role}")
    with pytest.raises(psycopg.errors.RestrictViolation, match="never changed"), db.transaction():
        db.execute(change.format(table, "reason", "reason"))
