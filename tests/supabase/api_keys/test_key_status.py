"""Status, dates and constraints of API keys."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from scripts.database.postgres import Connection
from tests.support.database.tenant import add_key, sign_up


def status(db: Connection) -> Any:
    return db.execute(
        "select status, disabled_at is not null, revoked_at is not null from api_keys"
    ).fetchone()


def test_dates_are_set_by_the_status(db: Connection) -> None:
    sign_up(db)
    assert status(db) == ("active", False, False)
    db.execute("update api_keys set status = 'disabled'")
    assert status(db) == ("disabled", True, False)
    db.execute("update api_keys set status = 'active'")
    assert status(db) == ("active", False, False)
    db.execute("update api_keys set status = 'revoked'")
    assert status(db) == ("revoked", False, True)


@pytest.mark.parametrize("new_status", ["active", "disabled"])
def test_revoked_key_cannot_change_its_status(db: Connection, new_status: str) -> None:
    sign_up(db)
    db.execute("update api_keys set status = 'revoked'")
    revoked_at = db.execute("select revoked_at from api_keys").fetchone()
    with pytest.raises(psycopg.errors.RestrictViolation), db.transaction():
        db.execute("update api_keys set status = %s", [new_status])
    db.execute("update api_keys set name = 'old'")
    assert db.execute("select revoked_at from api_keys").fetchone() == revoked_at


def test_second_key_with_the_same_hash_is_rejected(db: Connection) -> None:
    tenant = sign_up(db)
    add_key(db, tenant.organization_id, "h")
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        add_key(db, tenant.organization_id, "h")


def test_second_replacement_of_a_key_is_rejected(db: Connection) -> None:
    tenant = sign_up(db)
    first, second = add_key(db, tenant.organization_id), add_key(db, tenant.organization_id)
    db.execute("update api_keys set replaces = %s where id = %s", [tenant.key_id, first])
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        db.execute("update api_keys set replaces = %s where id = %s", [tenant.key_id, second])
