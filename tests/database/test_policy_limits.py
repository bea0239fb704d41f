"""policy_snapshot: limits that no key service counts, and expiries that one may learn late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from portal.policy import PolicySnapshot
from portal.policy.supabase import Document
from tests.database.events import admitted, settled
from tests.database.server import Connection
from tests.database.tenant import add_key, call, record, sign_up


def snapshot(db: Connection) -> PolicySnapshot:
    return Document.model_validate(call(db, "policy_snapshot")).snapshot()


def now_of(db: Connection) -> datetime:
    row = db.execute("select now()").fetchone()
    assert row is not None
    return row[0]  # type: ignore[no-any-return]


def test_plans_tell_their_streams_and_tokens(db: Connection) -> None:
    assert snapshot(db).plan_streams == {"free": 5, "pro": 50, "prepaid": 50}
    assert snapshot(db).plan_tokens == {}
    db.execute("update plans set concurrent_streams = null, monthly_tokens = 7000000 where id = 'pro'")
    assert snapshot(db).plan_streams == {"free": 5, "prepaid": 50}
    assert snapshot(db).plan_tokens == {"pro": 7_000_000}


def test_another_plan_is_told_for_half_an_hour(db: Connection) -> None:
    tenant, _ = sign_up(db), sign_up(db)
    assert snapshot(db).changed_plans == {}
    for plan in ("pro", "free"):
        call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan=plan)
        assert snapshot(db).changed_plans == {str(tenant.organization_id): plan}
    db.execute(
        "update plan_subscriptions set started_at = now() - interval '1 hour',"
        " ended_at = now() - interval '31 minutes' where ended_at is not null"
    )
    assert snapshot(db).changed_plans == {}


@pytest.mark.parametrize(("streams", "crowded"), [(4, False), (5, True), (6, True)])
def test_an_organisation_is_crowded_while_its_streams_fill_its_plan(
    db: Connection, streams: int, crowded: bool
) -> None:
    tenant, other, larger = sign_up(db), sign_up(db), sign_up(db, plan="pro")
    now = now_of(db)
    begun = [admitted(tenant, at=now) for _ in range(streams)]
    record(db, [*begun, admitted(other, at=now), *(admitted(larger, at=now) for _ in range(6))])
    assert snapshot(db).crowded_organizations == ({str(tenant.organization_id)} if crowded else set())
    record(db, [settled(tenant, event["request_id"], at=now) for event in begun[:2]])
    assert snapshot(db).crowded_organizations == set()


def test_a_stream_whose_end_nobody_told_counts_until_its_deadline(db: Connection) -> None:
    tenant = sign_up(db)
    now = now_of(db)
    record(db, [admitted(tenant, at=now - timedelta(minutes=12)) for _ in range(9)])
    assert snapshot(db).crowded_organizations == set()
    record(db, [admitted(tenant, at=now - timedelta(minutes=10)) for _ in range(5)])
    assert snapshot(db).crowded_organizations == {str(tenant.organization_id)}


def test_requests_that_are_no_streams_do_not_crowd(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, [{**admitted(tenant, at=now_of(db)), "stream": False} for _ in range(9)])
    assert snapshot(db).crowded_organizations == set()


def test_a_plan_without_the_limit_is_never_crowded(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("update plans set concurrent_streams = null")
    record(db, [admitted(tenant, at=now_of(db)) for _ in range(99)])
    assert snapshot(db).crowded_organizations == set()


def test_a_key_is_named_for_half_an_hour_after_its_expiry(db: Connection) -> None:
    """The end of a rotation's grace binds although the key service may know another one."""
    tenant = sign_up(db)
    ended, later, old = (add_key(db, tenant.organization_id) for _ in range(3))
    for key, minutes in ((ended, -1), (later, 1), (old, -31)):
        db.execute(
            "update api_keys set expires_at = now() + make_interval(mins => %s) where id = %s", [minutes, key]
        )
    assert snapshot(db).revoked_keys == {str(ended)}
