"""Concurrent changes of members and invitations."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.tenant import Tenant, call, sign_up

CALLERS = 6


def create_team(db: Connection, owner: Tenant, *members: Tenant) -> str:
    team = call(
        db, "create_organization",
        p_id=uuid.uuid4(), p_user_id=owner.user_id, p_name="a team", p_max_count=10, p_request_id="req_test",
    )  # fmt: skip
    for member in members:
        db.execute("insert into organization_members values (%s, %s, 'member')", [team["id"], member.user_id])
    return str(team["id"])


def reserve_key(db: Connection, team: str, member: Tenant, key_id: uuid.UUID) -> str:
    result = call(
        db, "reserve_key", p_id=key_id, p_organization_id=team, p_user_id=member.user_id, p_name="a key",
        p_models=None, p_expires_at=None, p_requests_per_minute=None, p_issuer="local", p_max_count=100,
    )  # fmt: skip
    return str(result["outcome"])


def complete_key(db: Connection, team: str, key_id: uuid.UUID) -> str:
    result = call(
        db, "complete_key", p_organization_id=team, p_id=key_id, p_masked="ctx_…",
        p_secret_hash=uuid.uuid4().hex, p_issuer_key_id=None, p_request_id="req_test",
    )  # fmt: skip
    return str(result["outcome"])


def remove(db: Connection, team: str, by: Tenant, member: Tenant, *, revoke_keys: bool = True) -> Any:
    return call(
        db, "remove_member", p_organization_id=team, p_actor=by.user_id, p_user_id=member.user_id,
        p_revoke_keys=revoke_keys, p_request_id="req_test",
    )  # fmt: skip


def keys_in_force(db: Connection, team: str) -> int:
    row = db.execute(
        "select count(*) from api_keys where organization_id = %s and status = 'active' and masked <> ''",
        [team],
    ).fetchone()
    assert row is not None
    return int(row[0])


def leave(db: Connection, team: str, owner: Tenant, member: Tenant) -> None:
    remove(db, team, member, member, revoke_keys=False)


def be_removed(db: Connection, team: str, owner: Tenant, member: Tenant) -> None:
    remove(db, team, owner, member)


def erase_account(db: Connection, team: str, owner: Tenant, member: Tenant) -> None:
    call(db, "erase_account", p_user_id=member.user_id, p_request_id="req_test")


@pytest.mark.parametrize("end_membership", [leave, be_removed, erase_account])
def test_key_that_a_former_member_was_making_never_works(
    db: Connection, end_membership: Callable[[Connection, str, Tenant, Tenant], None]
) -> None:
    owner, member = sign_up(db), sign_up(db)
    team = create_team(db, owner, member)
    reserved, late = uuid.uuid4(), uuid.uuid4()
    assert reserve_key(db, team, member, reserved) == "done"
    end_membership(db, team, owner, member)
    assert complete_key(db, team, reserved) == "not_found"
    assert reserve_key(db, team, member, late) == "not_found"
    assert complete_key(db, team, late) == "reservation_ended"
    assert keys_in_force(db, team) == 0


def test_no_key_of_a_member_survives_a_concurrent_removal(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    for _ in range(10):
        owner, member = sign_up(committed), sign_up(committed)
        team = create_team(committed, owner, member)

        def create(team: str = team, member: Tenant = member) -> Callable[[Connection], str]:
            def job(db: Connection) -> str:
                key_id = uuid.uuid4()
                outcome = reserve_key(db, team, member, key_id)
                return outcome if outcome != "done" else complete_key(db, team, key_id)

            return job

        def removal(db: Connection, team: str = team, owner: Tenant = owner, member: Tenant = member) -> Any:
            return remove(db, team, owner, member)

        *created, removed = run_concurrently(
            postgres, database, [*(create() for _ in range(CALLERS - 1)), removal]
        )
        assert removed["keys_in_force"] == 0
        assert len(removed["revoked_keys"]) == created.count("done")
        assert set(created) <= {"done", "not_found"}
        assert keys_in_force(committed, team) == 0


def test_last_owner_remains_when_owners_leave_concurrently(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    for _ in range(5):
        owners = [sign_up(committed) for _ in range(CALLERS)]
        team = create_team(committed, owners[0])
        for owner in owners[1:]:
            committed.execute(
                "insert into organization_members values (%s, %s, 'owner')", [team, owner.user_id]
            )

        def leaving(owner: Tenant, team: str) -> Callable[[Connection], str]:
            return lambda db: str(remove(db, team, owner, owner, revoke_keys=False)["outcome"])

        outcomes = run_concurrently(postgres, database, [leaving(owner, team) for owner in owners])
        assert sorted(outcomes) == ["done"] * (CALLERS - 1) + ["last_owner"]


def test_invitation_is_answered_once_by_concurrent_calls(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    owner, guest = sign_up(committed), sign_up(committed)
    team = create_team(committed, owner)
    call(
        committed, "invite_member", p_id=uuid.uuid4(), p_organization_id=team, p_actor=owner.user_id,
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
