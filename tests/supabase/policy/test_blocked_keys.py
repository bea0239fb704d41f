"""policy_snapshot: keys that are revoked, disabled or expired while the key service may accept them."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from scripts.database.postgres import Connection
from tests.support.database.policy import read_snapshot
from tests.support.database.tenant import add_key, call, sign_up


def revoke(db: Connection, *keys: uuid.UUID) -> None:
    db.execute("update api_keys set status = 'revoked' where id = any(%s)", [list(keys)])


def confirm(db: Connection, *keys: uuid.UUID, minutes_ago: float = 0) -> None:
    call(db, "confirm_revocations", p_ids=list(keys))
    db.execute(
        "update api_keys set revocation_confirmed_at = clock_timestamp() - make_interval(secs => %s)"
        " where id = any(%s)",
        [minutes_ago * 60, list(keys)],
    )


@pytest.mark.parametrize(("issuer", "minutes"), [("unkey", 15), ("local", 1)])
def test_revoked_key_is_named_until_caches_of_its_key_service_are_gone(
    db: Connection, issuer: str, minutes: float
) -> None:
    tenant = sign_up(db)
    db.execute("update api_keys set issuer = %s", [issuer])
    revoke(db, tenant.key_id)
    assert read_snapshot(db).blocked_keys == {str(tenant.key_id)}
    confirm(db, tenant.key_id, minutes_ago=minutes - 0.1)
    assert read_snapshot(db).blocked_keys == {str(tenant.key_id)}
    confirm(db, tenant.key_id, minutes_ago=minutes + 0.1)
    assert read_snapshot(db).blocked_keys == frozenset()


def test_revoked_key_is_named_for_ever_unless_the_key_service_has_it(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("update api_keys set status = 'revoked', revoked_at = now() - interval '1 year'")
    db.execute("update private.key_comparison set started_at = now() - interval '1 hour'")
    assert read_snapshot(db).blocked_keys == {str(tenant.key_id)}


def test_key_that_was_never_issued_is_not_named(db: Connection) -> None:
    """Nobody has its secret."""
    sign_up(db)
    db.execute("update api_keys set status = 'revoked', masked = ''")
    assert read_snapshot(db).blocked_keys == frozenset()


def test_only_revoked_keys_are_confirmed_and_once(db: Connection) -> None:
    tenant = sign_up(db)
    revoked = add_key(db, tenant.organization_id)
    revoke(db, revoked)
    confirm(db, revoked, minutes_ago=5)
    call(db, "confirm_revocations", p_ids=[tenant.key_id, revoked, uuid.uuid4()])
    query = "select revocation_confirmed_at < now() - interval '4 minutes' from api_keys where id = %s"
    assert db.execute(query, [revoked]).fetchone() == (True,)
    assert db.execute(query, [tenant.key_id]).fetchone() == (None,)


def test_disabled_key_is_named_until_it_is_enabled(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("update api_keys set status = 'disabled'")
    assert read_snapshot(db).blocked_keys == {str(tenant.key_id)}
    db.execute("update api_keys set status = 'active'")
    assert read_snapshot(db).blocked_keys == frozenset()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param({"expires_at": "1 second"}, True, id="moved to the past"),
        pytest.param({"expires_at": "-1 hour"}, False, id="not yet"),
        pytest.param({"expires_at": "1 second", "status": "revoked"}, True, id="revoked too"),
    ],
)
def test_key_whose_expiry_was_changed_is_named(db: Connection, change: dict[str, Any], named: bool) -> None:
    """A rotation moves the expiry of the old key, which the key service learns late."""
    tenant = sign_up(db)
    db.execute(
        "update api_keys set expires_at = now() - %s::interval, status = %s",
        [change["expires_at"], change.get("status", "active")],
    )
    assert read_snapshot(db).blocked_keys == ({str(tenant.key_id)} if named else frozenset())


def test_expiry_that_the_key_service_always_knew_is_not_named(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute(
        "insert into api_keys (organization_id, name, masked, issuer, expires_at)"
        " values (%s, 'k', 'ctx_…', 'unkey', now() - interval '1 second')",
        [tenant.organization_id],
    )
    assert read_snapshot(db).blocked_keys == frozenset()


def test_sixty_thousand_revoked_keys_leave_the_snapshot(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute(
        "insert into api_keys (organization_id, name, masked, issuer, status, revocation_confirmed_at)"
        " select %s, 'k', 'ctx_…', 'unkey', 'revoked', now() - interval '16 minutes'"
        " from generate_series(1, 60000)",
        [tenant.organization_id],
    )
    row = db.execute("select length(policy_snapshot()::text)").fetchone()
    assert row is not None
    assert row[0] < 10_000
