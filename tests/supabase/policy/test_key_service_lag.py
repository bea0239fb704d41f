"""policy_snapshot: changes stay in the snapshot until the key service was compared."""

from __future__ import annotations

from datetime import timedelta

from portal.policy import ChangedPlan
from scripts.database.postgres import Connection
from tests.support.database.policy import read_snapshot
from tests.support.database.tenant import add_key, allowance_of, call, sign_up


def test_changed_plan_is_listed_for_half_an_hour(db: Connection) -> None:
    db.execute("select record_key_comparison(now())")
    tenant, _ = sign_up(db), sign_up(db)
    assert read_snapshot(db).changed_plans == {}
    for plan, allowance_id in (("pro", tenant.organization_id), ("free", allowance_of(db, tenant))):
        call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan=plan)
        changed = ChangedPlan(plan, str(allowance_id))
        assert read_snapshot(db).changed_plans == {str(tenant.organization_id): changed}
    db.execute(
        "update plan_subscriptions set started_at = now() - interval '1 hour',"
        " ended_at = now() - interval '31 minutes' where ended_at is not null"
    )
    assert read_snapshot(db).changed_plans == {}


def test_changes_stay_until_the_key_service_was_compared(db: Connection) -> None:
    tenant = sign_up(db)
    call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan="pro")
    revoked, disabled, expired, old = (add_key(db, tenant.organization_id) for _ in range(4))
    outage = "now() - interval '5 hours'"
    db.execute(f"update private.key_comparison set started_at = {outage}")
    for key, change in (
        (revoked, f"status = 'revoked', revoked_at = {outage}"),
        (disabled, f"status = 'disabled', disabled_at = {outage}"),
        (expired, f"expires_at = {outage}"),
        (old, f"status = 'revoked', revoked_at = {outage} - interval '31 minutes'"),
    ):
        db.execute(f"update api_keys set {change} where id = %s", [key])
    db.execute(
        f"update plan_subscriptions set started_at = {outage}, ended_at = {outage} where ended_at is not null"
    )
    found = read_snapshot(db)
    assert found.blocked_keys == {str(revoked), str(disabled), str(expired)}
    assert found.changed_plans == {
        str(tenant.organization_id): ChangedPlan("pro", str(tenant.organization_id))
    }
    db.execute("select record_key_comparison(now() - interval '4 hours')")
    found = read_snapshot(db)
    assert found.blocked_keys == frozenset()
    assert found.changed_plans == {}


def test_comparison_time_moves_forward_and_never_past_now(db: Connection) -> None:
    db.execute("select record_key_comparison(now() - interval '1 year')")
    assert db.execute("select started_at = now() from private.key_comparison").fetchone() != (None,)
    db.execute("select record_key_comparison(now() + interval '1 year')")
    assert db.execute("select started_at <= now() from private.key_comparison").fetchone() == (True,)


def test_changes_are_listed_for_a_week_at_most(db: Connection) -> None:
    tenant = sign_up(db)
    listed, old = (add_key(db, tenant.organization_id) for _ in range(2))
    db.execute("update private.key_comparison set started_at = now() - interval '1 year'")
    for key, days in ((listed, 6), (old, 8)):
        db.execute(
            "update api_keys set status = 'revoked', revoked_at = now() - %s where id = %s",
            [timedelta(days=days), key],
        )
    assert read_snapshot(db).blocked_keys == {str(listed)}
