"""Request logs and expired invitations are deleted after a limited time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scripts.database.postgres import Connection
from tests.support.database.events import request_events
from tests.support.database.tenant import call, record, sign_up


def test_old_request_logs_are_deleted_in_steps_and_usage_stays(db: Connection) -> None:
    tenant = sign_up(db)
    now = datetime.now(UTC)
    for days in (1, 29, 31, 32, 400):
        record(db, request_events(tenant, at=now - timedelta(days=days)))
    steps = [call(db, "delete_old_request_logs", p_days=30, p_limit=2)["deleted"] for _ in range(3)]
    assert steps == [2, 1, 0]
    assert db.execute("select count(*) from request_logs").fetchone() == (2,)
    assert db.execute("select count(*) from usage_events").fetchone() == (5,)


def test_invitations_that_expired_long_ago_are_deleted(db: Connection) -> None:
    tenant = sign_up(db)
    for days in (-5, 5, 29, 31):
        db.execute(
            "insert into organization_invitations (organization_id, email, role, token_hash, expires_at)"
            " values (%s, %s, 'member', gen_random_uuid()::text, now() - make_interval(days => %s))",
            [tenant.organization_id, f"n{days}@example.com", days],
        )
    call(db, "delete_old_request_logs", p_days=30)
    rows = db.execute("select email from organization_invitations order by expires_at desc").fetchall()
    assert [row[0] for row in rows] == ["n-5@example.com", "n5@example.com", "n29@example.com"]
