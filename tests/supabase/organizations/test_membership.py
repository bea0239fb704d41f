"""Concurrent changes of members and invitations."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.tenant import Tenant, call, sign_up

CALLERS = 6


def test_last_owner_remains_when_owners_leave_concurrently(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    for _ in range(5):
        owners = [sign_up(committed) for _ in range(CALLERS)]
        team = call(
            committed, "create_organization",
            p_id=uuid.uuid4(), p_user_id=owners[0].user_id, p_name="a team",
            p_max_count=10, p_request_id="req_test",
        )  # fmt: skip
        for owner in owners[1:]:
            committed.execute(
                "insert into organization_members values (%s, %s, 'owner')", [team["id"], owner.user_id]
            )

        def leave(owner: Tenant, organization_id: str) -> Callable[[Connection], str]:
            def job(connection: Connection) -> str:
                result = call(
                    connection, "remove_member", p_organization_id=organization_id,
                    p_actor=owner.user_id, p_user_id=owner.user_id, p_revoke_keys=False,
                    p_request_id="req_test",
                )  # fmt: skip
                return str(result["outcome"])

            return job

        outcomes = run_concurrently(postgres, database, [leave(owner, team["id"]) for owner in owners])
        assert sorted(outcomes) == ["done"] * (CALLERS - 1) + ["last_owner"]


def test_invitation_is_answered_once_by_concurrent_calls(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    owner, guest = sign_up(committed), sign_up(committed)
    team = call(
        committed, "create_organization",
        p_id=uuid.uuid4(), p_user_id=owner.user_id, p_name="a team", p_max_count=10, p_request_id="req_test",
    )  # fmt: skip
    call(
        committed, "invite_member", p_id=uuid.uuid4(), p_organization_id=team["id"], p_actor=owner.user_id,
        p_email=f"{guest.subject[:8]}@example.com", p_role="member", p_token_hash="hash", p_max_count=5,
        p_expires_at=datetime.now(UTC) + timedelta(days=1), p_request_id="req_test",
    )  # fmt: skip

    def answering(accept: bool) -> Callable[[Connection], str]:
        def job(connection: Connection) -> str:
            result = call(
                connection, "answer_invitation", p_token_hash="hash", p_user_id=guest.user_id,
                p_accept=accept, p_request_id="req_test",
            )  # fmt: skip
            return str(result["outcome"])

        return job

    outcomes = run_concurrently(postgres, database, [answering(number % 2 == 0) for number in range(CALLERS)])
    assert sorted(outcomes) == ["done"] + ["not_found"] * (CALLERS - 1)
