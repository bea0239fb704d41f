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


ROTATED = "update api_keys set rotated_at = now(), expires_at = now() + interval '1 hour'"


@pytest.mark.parametrize(
    "change",
    [
        "expires_at = null",
        "expires_at = now() + interval '61 minutes'",
        "expires_at = 'infinity'",
        "expires_at = expires_at + interval '1 microsecond'",
        "expires_at = null, status = 'disabled'",
        "rotated_at = now(), expires_at = now() + interval '7 days'",
    ],
)
def test_expiry_of_rotated_key_is_never_later(db: Connection, change: str) -> None:
    sign_up(db)
    db.execute(ROTATED)
    with pytest.raises(psycopg.errors.RestrictViolation), db.transaction():
        db.execute(f"update api_keys set {change}")


def test_expiry_of_rotated_key_can_be_earlier_and_then_not_back(db: Connection) -> None:
    sign_up(db)
    db.execute(ROTATED)
    db.execute("update api_keys set expires_at = now() + interval '10 minutes'")
    for minutes in (11, 59):
        with pytest.raises(psycopg.errors.RestrictViolation), db.transaction():
            db.execute("update api_keys set expires_at = now() + make_interval(mins => %s)", [minutes])
    for change in ("status = 'disabled'", "status = 'active'", "name = 'other'", "last_used_at = now()"):
        db.execute(f"update api_keys set {change}")
    remaining = db.execute("select expires_at - now() = interval '10 minutes' from api_keys").fetchone()
    assert remaining == (True,)


def test_date_of_a_changed_expiry_is_kept(db: Connection) -> None:
    """An expiry that was given at the creation is no change."""
    tenant = sign_up(db)
    query = "select expiry_changed_at is not null, expiry_changed_at = rotated_at from api_keys where id = %s"
    assert db.execute(query, [tenant.key_id]).fetchone() == (False, None)
    db.execute("update api_keys set expires_at = now() + interval '1 day'")
    assert db.execute(query, [tenant.key_id]).fetchone() == (True, None)
    db.execute("update api_keys set rotated_at = clock_timestamp(), expires_at = now() + interval '1 hour'")
    assert db.execute(query, [tenant.key_id]).fetchone() == (True, True)
    db.execute("update api_keys set expires_at = now() + interval '1 minute'")
    assert db.execute(query, [tenant.key_id]).fetchone() == (True, False)
