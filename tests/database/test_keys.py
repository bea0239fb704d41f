"""find_key, and the life of a key."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.database.server import Connection
from tests.database.tenant import add_key, call, sign_up

LIMITS = [
    {"name": "requests per minute", "scope": "key", "limit": 20, "seconds": 60},
    {"name": "requests per 5 hours", "scope": "organization", "limit": 100, "seconds": 18000},
    {"name": "requests per week", "scope": "organization", "limit": 1000, "seconds": 604800},
]


def status(db: Connection) -> Any:
    return db.execute(
        "select status, disabled_at is not null, revoked_at is not null from api_keys"
    ).fetchone()


def test_a_key_is_found_by_its_hash_with_all_a_verification_needs(db: Connection) -> None:
    tenant = sign_up(db)
    key_id = add_key(db, tenant.organization_id, "the hash")
    assert call(db, "find_key", p_secret_hash="the hash") == {
        "key_id": str(key_id),
        "organization_id": str(tenant.organization_id),
        "plan": "free",
        "models": None,
        "status": "active",
        "expires_at": None,
        "limits": LIMITS,
    }


def test_an_unknown_hash_finds_nothing(db: Connection) -> None:
    assert call(db, "find_key", p_secret_hash="no such") is None


def test_limits_are_the_plans_in_force(db: Connection) -> None:
    tenant = sign_up(db, plan="pro")
    add_key(db, tenant.organization_id, "h")
    found = call(db, "find_key", p_secret_hash="h")
    assert (found["plan"], [limit["limit"] for limit in found["limits"]]) == ("pro", [120, 5000, 50000])
    db.execute("update plans set requests_per_week = null, requests_per_minute = 7 where id = 'pro'")
    found = call(db, "find_key", p_secret_hash="h")
    assert [limit["limit"] for limit in found["limits"]] == [7, 5000]


def test_without_a_subscription_an_organisation_is_on_free(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("delete from plan_subscriptions")
    add_key(db, tenant.organization_id, "h")
    assert call(db, "find_key", p_secret_hash="h")["limits"] == LIMITS


def test_dates_follow_the_status(db: Connection) -> None:
    sign_up(db)
    assert status(db) == ("active", False, False)
    db.execute("update api_keys set status = 'disabled'")
    assert status(db) == ("disabled", True, False)
    db.execute("update api_keys set status = 'active'")
    assert status(db) == ("active", False, False)
    db.execute("update api_keys set status = 'revoked'")
    assert status(db) == ("revoked", False, True)


@pytest.mark.parametrize("wanted", ["active", "disabled"])
def test_a_revoked_key_stays_revoked(db: Connection, wanted: str) -> None:
    sign_up(db)
    db.execute("update api_keys set status = 'revoked'")
    revoked_at = db.execute("select revoked_at from api_keys").fetchone()
    with pytest.raises(psycopg.errors.RestrictViolation), db.transaction():
        db.execute("update api_keys set status = %s", [wanted])
    db.execute("update api_keys set name = 'old'")
    assert db.execute("select revoked_at from api_keys").fetchone() == revoked_at


def test_two_keys_never_share_a_hash(db: Connection) -> None:
    tenant = sign_up(db)
    add_key(db, tenant.organization_id, "h")
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        add_key(db, tenant.organization_id, "h")


def limits_with(db: Connection, own: int) -> list[int]:
    db.execute("update api_keys set requests_per_minute = %s", [own])
    return [limit["limit"] for limit in call(db, "find_key", p_secret_hash="h")["limits"]]


def test_a_limit_of_the_keys_own_counts_where_it_is_smaller(db: Connection) -> None:
    tenant = sign_up(db)
    add_key(db, tenant.organization_id, "h")
    assert limits_with(db, 3) == [3, 100, 1000]
    assert limits_with(db, 500) == [20, 100, 1000]
    db.execute("update plans set requests_per_minute = null where id = 'free'")
    assert limits_with(db, 500) == [500, 100, 1000]


def test_a_key_is_replaced_once(db: Connection) -> None:
    tenant = sign_up(db)
    first, second = add_key(db, tenant.organization_id), add_key(db, tenant.organization_id)
    db.execute("update api_keys set replaces = %s where id = %s", [tenant.key_id, first])
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        db.execute("update api_keys set replaces = %s where id = %s", [tenant.key_id, second])
