"""policy_snapshot: changes stay until the key service was compared and its caches are gone."""

from __future__ import annotations

from portal.policy import ChangedPlan
from scripts.database.postgres import Connection
from tests.support.database.policy import read_snapshot
from tests.support.database.tenant import Tenant, add_key, allowance_of, call, sign_up

PASSED = "update private.key_comparison set newer_ended_at = newer_ended_at - interval '15 minutes'"
"""The time that the caches live passes."""


def compare(db: Connection, *, started: str = "now()") -> None:
    db.execute(f"select record_key_comparison({started})")


def changed_tenant(db: Connection, at: str) -> Tenant:
    """Return a tenant whose plan changed, and whose key was disabled, at a time in the past."""
    tenant = sign_up(db)
    call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan="pro")
    db.execute(
        f"update plan_subscriptions set started_at = {at}, ended_at = {at}"
        " where ended_at is not null and organization_id = %s",
        [tenant.organization_id],
    )
    db.execute(f"update api_keys set status = 'disabled', disabled_at = {at} where id = %s", [tenant.key_id])
    return tenant


def test_changes_stay_until_the_caches_of_a_comparison_are_gone(db: Connection) -> None:
    outage = "now() - interval '5 hours'"
    db.execute("update private.key_comparison set started_at = now() - interval '1 year'")
    tenant = changed_tenant(db, outage)
    changed = ChangedPlan("pro", str(tenant.organization_id))
    named = {str(tenant.key_id)}, {str(tenant.organization_id): changed}

    def found() -> object:
        snapshot = read_snapshot(db)
        return snapshot.blocked_keys, snapshot.changed_plans

    assert found() == named
    # The comparison repairs the key service; its caches do not know it yet.
    compare(db)
    assert found() == named
    # Later comparisons do not make the first one wait again.
    compare(db)
    db.execute(PASSED)
    assert found() == (frozenset(), {})
    compare(db)
    assert found() == (frozenset(), {})


def test_change_after_the_start_of_a_comparison_stays(db: Connection) -> None:
    tenant = changed_tenant(db, "now() - interval '1 minute'")
    compare(db, started="now() - interval '2 minutes'")
    db.execute(PASSED)
    assert read_snapshot(db).blocked_keys == {str(tenant.key_id)}


def test_changed_plan_is_named_with_what_its_limits_count_by(db: Connection) -> None:
    tenant, _ = sign_up(db), sign_up(db)
    for plan, allowance_id in (("pro", tenant.organization_id), ("free", allowance_of(db, tenant))):
        call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan=plan)
        changed = ChangedPlan(plan, str(allowance_id))
        assert read_snapshot(db).changed_plans == {str(tenant.organization_id): changed}


def test_first_plan_is_no_change(db: Connection) -> None:
    sign_up(db)
    assert read_snapshot(db).changed_plans == {}


def test_comparison_confirms_revocations_from_before_it(db: Connection) -> None:
    tenant = sign_up(db)
    before, after = (add_key(db, tenant.organization_id) for _ in range(2))
    db.execute("update api_keys set status = 'revoked' where id in (%s, %s)", [before, after])
    db.execute("update api_keys set revoked_at = now() - interval '1 hour' where id = %s", [before])
    compare(db, started="now() - interval '1 minute'")
    confirmed = db.execute("select id from api_keys where revocation_confirmed_at is not null").fetchall()
    assert confirmed == [(before,)]


def test_comparison_time_moves_forward_and_never_past_now(db: Connection) -> None:
    for started in ("now() + interval '1 year'", "now() - interval '1 year'", "now() - interval '1 hour'"):
        compare(db, started=started)
        db.execute(PASSED)
        row = db.execute("select private.key_service_lag_start() = now()").fetchone()
        assert row == (True,)
