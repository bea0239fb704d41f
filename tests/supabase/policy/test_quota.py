"""policy_snapshot: organisations over their monthly quota."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scripts.database.postgres import Connection
from tests.support.database.events import request_events
from tests.support.database.policy import read_snapshot
from tests.support.database.tenant import add_team, allowance_of, call, record, sign_up


@pytest.mark.parametrize(("tokens", "over_quota"), [(41, True), (42, True), (43, False)])
def test_organisation_is_over_quota_at_its_monthly_tokens(
    db: Connection, tokens: int, over_quota: bool
) -> None:
    tenant, unlimited = sign_up(db, plan="pro"), sign_up(db)
    db.execute("update plans set monthly_tokens = %s where id = 'pro'", [tokens])
    now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
    record(db, request_events(tenant, at=now) + request_events(unlimited, at=now))
    last_month = now.replace(day=1) - timedelta(days=1)
    record(db, [event for _ in range(9) for event in request_events(tenant, at=last_month)])
    assert read_snapshot(db).over_quota_allowances == ({str(tenant.organization_id)} if over_quota else set())


def test_failures_do_not_count_towards_the_quota(db: Connection) -> None:
    tenant = sign_up(db, plan="pro")
    now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
    for outcome in ("failed_before_first_byte", "failed_after_first_byte"):
        record(db, request_events(tenant, at=now, outcome=outcome))
    for outcome in ("client_disconnected", "deadline"):
        record(db, request_events(tenant, at=now, outcome=outcome, completion_tokens=0))
    record(db, request_events(tenant, at=now) + request_events(tenant, at=now, outcome="deadline"))
    db.execute("update plans set monthly_tokens = 85 where id = 'pro'")
    status = call(db, "billing_status", p_organization_id=tenant.organization_id)
    assert status["month_tokens"] == 2 * 42
    assert read_snapshot(db).over_quota_allowances == set()
    db.execute("update plans set monthly_tokens = 84 where id = 'pro'")
    assert read_snapshot(db).over_quota_allowances == {str(tenant.organization_id)}
    hour = call(db, "reconcile_hour", p_hour=now)
    assert (hour["first"], hour["router_tokens"]) == ([], 4 * 42 + 2 * 10)


@pytest.mark.parametrize("skew", [timedelta(minutes=-10), timedelta(minutes=10)])
def test_month_of_a_request_is_by_the_clock_of_the_database(db: Connection, skew: timedelta) -> None:
    """Requests ten minutes around the start of the month, from a gateway whose clock is wrong."""
    tenant = sign_up(db, plan="pro")
    start = db.execute("select date_trunc('month', now(), 'UTC')").fetchone()[0]  # type: ignore[index]
    for minutes in (-9, -1, 1, 9):
        at = start + timedelta(minutes=minutes)
        record(db, request_events(tenant, at=at + skew, database_time=at))
    status = call(db, "billing_status", p_organization_id=tenant.organization_id)
    assert status["month_tokens"] == 2 * 42


def test_organisations_of_one_person_use_one_quota(db: Connection) -> None:
    ada, eve = sign_up(db), sign_up(db)
    team = add_team(db, ada)
    db.execute("update plans set monthly_tokens = 84 where id = 'free'")
    now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
    record(db, request_events(ada, at=now) + request_events(eve, at=now))
    assert read_snapshot(db).over_quota_allowances == set()
    record(db, request_events(team, at=now))
    assert read_snapshot(db).over_quota_allowances == {str(allowance_of(db, ada))}
    assert call(db, "billing_status", p_organization_id=team.organization_id)["month_tokens"] == 84
    call(db, "change_plan", p_organization_id=team.organization_id, p_plan="pro")
    assert read_snapshot(db).over_quota_allowances == set()
    assert call(db, "billing_status", p_organization_id=team.organization_id)["month_tokens"] == 42


def test_quota_used_by_an_organisation_without_keys_binds_the_others(db: Connection) -> None:
    ada = sign_up(db)
    db.execute("update plans set monthly_tokens = 42 where id = 'free'")
    now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
    record(db, request_events(ada, at=now))
    db.execute("update api_keys set status = 'revoked'")
    assert read_snapshot(db).over_quota_allowances == set()
    team = add_team(db, ada)
    assert read_snapshot(db).over_quota_allowances == {str(allowance_of(db, ada))}
    call(db, "change_plan", p_organization_id=team.organization_id, p_plan="pro")
    assert read_snapshot(db).over_quota_allowances == set()
