"""policy_snapshot: suspended organisations, and every list of organisations."""

from __future__ import annotations

import pytest

from scripts.database.postgres import Connection
from tests.support.database.policy import read_snapshot
from tests.support.database.prepaid import prepaid_tenant
from tests.support.database.tenant import call, sign_up


def test_snapshot_lists_suspended_organisations_and_suspended_users(db: Connection) -> None:
    suspended, person, team = sign_up(db), sign_up(db), sign_up(db)
    db.execute(
        "insert into organization_members values (%s, %s, 'owner')", [team.organization_id, person.user_id]
    )
    db.execute("update organizations set suspended_at = now() where id = %s", [suspended.organization_id])
    db.execute("update users set suspended_at = now() where id = %s", [person.user_id])
    assert read_snapshot(db).suspended_organizations == {
        str(suspended.organization_id), str(person.organization_id),
    }  # fmt: skip


@pytest.mark.parametrize("end", ["status = 'revoked'", "expires_at = now() - interval '1 second'"])
def test_organisations_without_keys_are_not_listed(db: Connection, end: str) -> None:
    """Nothing that the gateway does can depend on them."""
    tenant = prepaid_tenant(db)
    id_ = tenant.organization_id
    db.execute("update organizations set suspended_at = now() where id = %s", [id_])
    found = read_snapshot(db)
    assert str(id_) in found.suspended_organizations & found.out_of_credit.keys() & found.changed_plans.keys()
    db.execute(f"update api_keys set {end}")
    assert str(id_) not in str(call(db, "policy_snapshot"))


def test_erased_organisation_leaves_the_snapshot(db: Connection) -> None:
    tenant = sign_up(db)
    call(db, "erase_account", p_user_id=tenant.user_id, p_request_id="req_test")
    found = read_snapshot(db)
    assert found.suspended_organizations == frozenset()
    assert found.blocked_keys == {str(tenant.key_id)}
    call(db, "confirm_revocations", p_ids=[tenant.key_id])
    db.execute("update api_keys set revocation_confirmed_at = now() - interval '16 minutes'")
    assert read_snapshot(db).blocked_keys == frozenset()
