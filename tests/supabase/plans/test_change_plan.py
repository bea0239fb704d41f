"""change_plan: history, audit, rejected calls and concurrency."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.tenant import call, sign_up


def test_plan_change_preserves_history_and_is_audited(db: Connection) -> None:
    tenant = sign_up(db)
    arguments = {"p_organization_id": tenant.organization_id, "p_plan": "pro"}
    answer = call(db, "change_plan", **arguments, p_actor="admin-1", p_reason="a friend")
    assert answer == {"organization_id": str(tenant.organization_id), "plan": "pro", "before": "free"}
    call(db, "change_plan", **arguments)  # changes nothing
    assert db.execute("select plan, status from plan_subscriptions order by started_at").fetchall() == [
        ("free", "ended"),
        ("pro", "active"),
    ]
    assert db.execute(
        "select actor_type, actor, action, reason, before, after from audit_log"
    ).fetchall() == [("admin", "admin-1", "plan.changed", "a friend", {"plan": "free"}, {"plan": "pro"})]


@pytest.mark.parametrize("organization", ["known", "unknown"])
def test_unknown_plan_or_organisation_is_rejected(db: Connection, organization: str) -> None:
    tenant = sign_up(db)
    arguments = {"known": (tenant.organization_id, "diamond"), "unknown": (uuid.uuid4(), "pro")}[organization]
    with pytest.raises(psycopg.errors.ForeignKeyViolation), db.transaction():
        call(db, "change_plan", p_organization_id=arguments[0], p_plan=arguments[1])


def test_concurrent_changes_leave_one_current_plan(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = sign_up(committed)

    def change_to(plan: str) -> Callable[[Connection], Any]:
        return lambda c: call(c, "change_plan", p_organization_id=tenant.organization_id, p_plan=plan)

    run_concurrently(postgres, database, [change_to(plan) for plan in ("pro", "free") * 3])
    assert committed.execute("select count(*) from plan_subscriptions where ended_at is null").fetchone() == (
        1,
    )
