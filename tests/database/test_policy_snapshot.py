"""policy_snapshot: what an admission goes by, as of now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal.policy.supabase import Document
from tests.database.events import both
from tests.database.server import Connection
from tests.database.tenant import add_key, call, record, sign_up
from tests.database.test_repetitions import refund, tried


def snapshot(db: Connection) -> Any:
    return Document.model_validate(call(db, "policy_snapshot")).snapshot()


def test_the_launch_catalogue(db: Connection) -> None:
    found = snapshot(db)
    assert {alias: model.pool for alias, model in found.models.items()} == {
        "oss-20b": "oss-20b",
        "oss-120b": "oss-120b",
        "gemma-4-26b": "gemma4",
        "qwen-3.5-9b": "qwen",
    }
    assert next(iter(found.models)) == "oss-20b"
    assert all(
        model.display_name and model.description and model.created_at for model in found.models.values()
    )
    assert found.pools.keys() == {"oss-20b", "oss-120b", "gemma4", "qwen"}
    assert found.plan_models == {"free": None, "pro": None, "prepaid": None}


def test_states_of_models_pools_and_targets(db: Connection) -> None:
    db.execute("update router_pool_models set state = 'disabled' where alias = 'oss-120b'")
    db.execute("update router_pools set state = 'draining' where name = 'qwen'")
    db.execute("insert into router_targets (pool, url, state) values ('qwen', 'http://10.0.0.7', 'disabled')")
    found = snapshot(db)
    assert found.models["oss-120b"].state == "disabled"
    assert (found.pools["qwen"].state, found.pools["qwen"].targets) == (
        "draining",
        {"http://10.0.0.7": "disabled"},
    )


def test_entitlements(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("update plans set models = '{oss-20b,qwen-3.5-9b}' where id = 'free'")
    db.execute(
        "insert into model_access_policies select %s, alias from router_pool_models where pool <> 'qwen'",
        [tenant.organization_id],
    )
    found = snapshot(db)
    assert found.plan_models["free"] == {"oss-20b", "qwen-3.5-9b"}
    assert found.organization_models == {str(tenant.organization_id): {"oss-20b", "oss-120b", "gemma-4-26b"}}


def test_suspended_organisations_and_the_own_one_of_suspended_people(db: Connection) -> None:
    suspended, person, free = sign_up(db), sign_up(db), sign_up(db)
    db.execute(
        "insert into organization_members values (%s, %s, 'owner')", [free.organization_id, person.user_id]
    )
    db.execute("update organizations set suspended_at = now() where id = %s", [suspended.organization_id])
    db.execute("update users set suspended_at = now() where id = %s", [person.user_id])
    assert snapshot(db).suspended_organizations == {
        str(suspended.organization_id), str(person.organization_id),
    }  # fmt: skip


def test_keys_out_of_force_are_named_for_half_an_hour_of_good_comparisons(db: Connection) -> None:
    tenant = sign_up(db)
    revoked, disabled, old = (add_key(db, tenant.organization_id) for _ in range(3))
    db.execute("update api_keys set status = 'revoked' where id = %s", [revoked])
    db.execute("update api_keys set status = 'disabled' where id = %s", [disabled])
    db.execute(
        "update api_keys set status = 'revoked', revoked_at = now() - interval '31 minutes' where id = %s",
        [old],
    )
    assert snapshot(db).revoked_keys == {str(revoked), str(disabled)}
    db.execute("update api_keys set status = 'active' where id = %s", [disabled])
    assert snapshot(db).revoked_keys == {str(revoked)}


def test_what_the_key_service_was_not_told_stays_in_the_document(db: Connection) -> None:
    tenant = sign_up(db)
    call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan="pro")
    revoked, disabled, expired, old = (add_key(db, tenant.organization_id) for _ in range(4))
    outage = "now() - interval '5 hours'"
    db.execute(f"update private.key_comparison set began_at = {outage}")
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
    found = snapshot(db)
    assert found.revoked_keys == {str(revoked), str(disabled), str(expired)}
    assert found.changed_plans == {str(tenant.organization_id): "pro"}
    db.execute("select keys_compared(now() - interval '4 hours')")
    found = snapshot(db)
    assert (found.revoked_keys, found.changed_plans) == (set(), {})


def test_a_comparison_never_goes_back_and_none_is_of_the_future(db: Connection) -> None:
    db.execute("select keys_compared(now() - interval '1 year')")
    assert db.execute("select began_at = now() from private.key_comparison").fetchone() != (None,)
    db.execute("select keys_compared(now() + interval '1 year')")
    assert db.execute("select began_at <= now() from private.key_comparison").fetchone() == (True,)


def test_without_any_comparison_the_document_still_does_not_grow_for_ever(db: Connection) -> None:
    tenant = sign_up(db)
    kept, forgotten = (add_key(db, tenant.organization_id) for _ in range(2))
    db.execute("update private.key_comparison set began_at = now() - interval '1 year'")
    for key, days in ((kept, 6), (forgotten, 8)):
        db.execute(
            "update api_keys set status = 'revoked', revoked_at = now() - %s where id = %s",
            [timedelta(days=days), key],
        )
    assert snapshot(db).revoked_keys == {str(kept)}


@pytest.mark.parametrize(("tokens", "over"), [(41, True), (42, True), (43, False)])
def test_over_quota_is_at_or_above_the_months_tokens(db: Connection, tokens: int, over: bool) -> None:
    tenant, unlimited = sign_up(db, plan="pro"), sign_up(db)
    db.execute("update plans set monthly_tokens = %s where id = 'pro'", [tokens])
    now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
    record(db, both(tenant, at=now) + both(unlimited, at=now))
    last_month = now.replace(day=1) - timedelta(days=1)
    record(db, [event for _ in range(9) for event in both(tenant, at=last_month)])
    assert snapshot(db).over_quota_organizations == ({str(tenant.organization_id)} if over else set())


def test_failures_and_repetitions_count_towards_no_quota(db: Connection) -> None:
    tenant = sign_up(db, plan="pro")
    now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
    for ending in ("failed_before_first_byte", "failed_after_first_byte", "deadline"):
        record(db, both(tenant, at=now, ending=ending))
    record(db, both(tenant, at=now, ending="cancelled", completion_tokens=0))
    record(db, tried(tenant, 0, at=now, tokens=32) + tried(tenant, 1, at=now, tokens=40))
    db.execute("update plans set monthly_tokens = 51 where id = 'pro'")
    assert snapshot(db).over_quota_organizations == {str(tenant.organization_id)}
    assert [refund(db, now + timedelta(minutes=1)) for _ in range(2)] == [1, 0]
    standing = call(db, "billing_standing", p_organization_id=tenant.organization_id)
    assert standing["month_tokens"] == 10 + 40
    assert snapshot(db).over_quota_organizations == set()
    hour = call(db, "reconcile_usage", p_hour=now)
    assert (hour["first"], hour["router_tokens"]) == ([], 3 * 42 + 10 + 42 + 50)
