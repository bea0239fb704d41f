"""policy_snapshot: keys that were recently revoked, disabled or expired."""

from __future__ import annotations

from scripts.database.postgres import Connection
from tests.support.database.policy import read_snapshot
from tests.support.database.tenant import add_key, sign_up


def test_revoked_and_disabled_keys_are_blocked_for_half_an_hour(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("select record_key_comparison(now())")
    revoked, disabled, old = (add_key(db, tenant.organization_id) for _ in range(3))
    db.execute("update api_keys set status = 'revoked' where id = %s", [revoked])
    db.execute("update api_keys set status = 'disabled' where id = %s", [disabled])
    db.execute(
        "update api_keys set status = 'revoked', revoked_at = now() - interval '31 minutes' where id = %s",
        [old],
    )
    assert read_snapshot(db).blocked_keys == {str(revoked), str(disabled)}
    db.execute("update api_keys set status = 'active' where id = %s", [disabled])
    assert read_snapshot(db).blocked_keys == {str(revoked)}


def test_expired_key_is_blocked_for_half_an_hour(db: Connection) -> None:
    """A rotation moves the expiry of the old key forward, which the key service learns late."""
    tenant = sign_up(db)
    db.execute("select record_key_comparison(now())")
    expired, later, old = (add_key(db, tenant.organization_id) for _ in range(3))
    for key, minutes in ((expired, -1), (later, 1), (old, -31)):
        db.execute(
            "update api_keys set expires_at = now() + make_interval(mins => %s) where id = %s", [minutes, key]
        )
    assert read_snapshot(db).blocked_keys == {str(expired)}
