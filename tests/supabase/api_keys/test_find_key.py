"""find_key returns a key with its plan and limits."""

from __future__ import annotations

from scripts.database.postgres import Connection
from tests.support.database.tenant import add_key, allowance_of, call, sign_up

LIMITS = [
    {"name": "requests per minute", "scope": "organization", "limit": 20, "seconds": 60},
    {"name": "requests per 5 hours", "scope": "organization", "limit": 100, "seconds": 18000},
    {"name": "requests per week", "scope": "organization", "limit": 1000, "seconds": 604800},
]


def limits_with(db: Connection, own: int) -> list[int]:
    db.execute("update api_keys set requests_per_minute = %s", [own])
    return [limit["limit"] for limit in call(db, "find_key", p_secret_hash="h")["limits"]]


def test_key_is_found_by_its_hash(db: Connection) -> None:
    tenant = sign_up(db)
    key_id = add_key(db, tenant.organization_id, "the hash")
    assert call(db, "find_key", p_secret_hash="the hash") == {
        "key_id": str(key_id),
        "organization_id": str(tenant.organization_id),
        "allowance_id": str(allowance_of(db, tenant)),
        "plan": "free",
        "models": None,
        "status": "active",
        "expires_at": None,
        "limits": LIMITS,
    }


def test_unknown_hash_returns_null(db: Connection) -> None:
    assert call(db, "find_key", p_secret_hash="no such") is None


def test_limits_are_those_of_the_current_plan(db: Connection) -> None:
    tenant = sign_up(db, plan="pro")
    add_key(db, tenant.organization_id, "h")
    found = call(db, "find_key", p_secret_hash="h")
    assert (found["plan"], [limit["limit"] for limit in found["limits"]]) == ("pro", [120, 5000, 50000])
    db.execute("update plans set requests_per_week = null, requests_per_minute = 7 where id = 'pro'")
    found = call(db, "find_key", p_secret_hash="h")
    assert [limit["limit"] for limit in found["limits"]] == [7, 5000]


def test_organisation_without_subscription_is_on_the_free_plan(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("delete from plan_subscriptions")
    add_key(db, tenant.organization_id, "h")
    assert call(db, "find_key", p_secret_hash="h")["limits"] == LIMITS


def test_limit_of_the_key_applies_if_smaller_than_the_plans(db: Connection) -> None:
    tenant = sign_up(db, plan="pro")
    add_key(db, tenant.organization_id, "h")
    assert limits_with(db, 3) == [3, 5000, 50000]
    assert limits_with(db, 500) == [120, 5000, 50000]
    db.execute("update plans set requests_per_minute = null where id = 'pro'")
    assert limits_with(db, 500) == [500, 5000, 50000]


def test_limit_of_the_key_applies_beside_a_limit_per_person(db: Connection) -> None:
    tenant = sign_up(db)
    add_key(db, tenant.organization_id, "h")
    assert limits_with(db, 3) == [3, 20, 100, 1000]
    assert call(db, "find_key", p_secret_hash="h")["allowance_id"] == str(allowance_of(db, tenant))


def test_paid_plan_counts_the_organisation_alone(db: Connection) -> None:
    tenant = sign_up(db, plan="pro")
    add_key(db, tenant.organization_id, "h")
    assert call(db, "find_key", p_secret_hash="h")["allowance_id"] == str(tenant.organization_id)
