"""Organisations that Clerk manages: copied from tokens, readable only while a token names them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.roles import acting_as
from tests.support.database.tenant import Tenant, call, sign_up

ISSUER = "https://clerk.example.com"


def clerk_user(db: Connection, subject: str) -> uuid.UUID:
    account = call(db, "provision_account", p_auth_provider="clerk", p_auth_subject=subject)
    return uuid.UUID(account["user_id"])


def sync(db: Connection, user_id: uuid.UUID, role: str = "member", clerk_id: str = "org_1") -> Any:
    return call(
        db, "sync_clerk_organization",
        p_user_id=user_id, p_clerk_organization_id=clerk_id, p_name="acme", p_role=role,
    )  # fmt: skip


def readable_organizations(db: Connection, table: str, **claims: Any) -> set[str]:
    """Return the ids of the organisations whose rows of ``table`` a token with ``claims`` can read."""
    column = "id" if table == "organizations" else "organization_id"
    with acting_as(db, "authenticated"):
        db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
        return {str(row[0]) for row in db.execute(f"select {column} from public.{table}")}


def test_repeated_sync_changes_nothing(db: Connection) -> None:
    user_id = clerk_user(db, "user_1")
    answers = [sync(db, user_id, "owner") for _ in range(3)]
    assert answers == [answers[0]] * 3
    assert answers[0]["outcome"] == "done"
    assert db.execute("select count(*) from audit_log").fetchone() == (2,)
    row = db.execute(
        "select o.name, o.kind, o.created_by, m.role, s.plan from organizations o"
        " join organization_members m on m.organization_id = o.id"
        " join plan_subscriptions s on s.organization_id = o.id where o.clerk_organization_id = 'org_1'"
    ).fetchone()
    assert row == ("acme", "team", None, "owner", "free")


def test_deleted_and_unknown_users_are_not_found(db: Connection) -> None:
    deleted = clerk_user(db, "user_1")
    call(db, "erase_account", p_user_id=deleted, p_request_id="req_test")
    for user_id in (deleted, uuid.uuid4()):
        assert sync(db, user_id) == {"outcome": "not_found"}
    assert db.execute("select count(*) from organizations where kind = 'team'").fetchone() == (0,)


def test_personal_organisation_cannot_be_managed_by_clerk(db: Connection) -> None:
    tenant = sign_up(db)
    for values in (("org_1", tenant.organization_id), ("", tenant.organization_id)):
        with pytest.raises(psycopg.errors.CheckViolation), db.transaction():
            db.execute("update organizations set clerk_organization_id = %s where id = %s", values)


@pytest.mark.parametrize(
    ("claims", "readable"),
    [
        pytest.param({"v": 2, "o": {"id": "org_1"}}, True, id="v2"),
        pytest.param({"org_id": "org_1"}, True, id="v1"),
        pytest.param({"v": 2, "o": {"id": "org_1", "rol": "member"}}, True, id="v2 with the role"),
        pytest.param({"v": 2, "o": {"id": "org_1", "rol": "admin"}}, False, id="in another role"),
        pytest.param({"org_id": "org_1", "org_role": "org:admin"}, False, id="v1 in another role"),
        pytest.param({"v": 2}, False, id="no organisation"),
        pytest.param({"v": 2, "o": {"id": "org_2"}}, False, id="another organisation"),
        pytest.param({"v": 2, "org_id": "org_1"}, False, id="v1's claim in v2"),
        pytest.param({"user_metadata": {"org_id": "org_1"}}, False, id="in user metadata"),
    ],
)
def test_rows_are_readable_while_the_token_names_the_organisation(
    db: Connection, claims: dict[str, Any], readable: bool
) -> None:
    user_id = clerk_user(db, "user_1")
    managed = sync(db, user_id)["organization_id"]
    own = str(
        db.execute("select id from organizations where created_by = %s", [user_id]).fetchone()[0]  # type: ignore[index]
    )
    for table in ("organizations", "organization_members", "plan_subscriptions"):
        seen = readable_organizations(db, table, role="authenticated", iss=ISSUER, sub="user_1", **claims)
        assert seen == ({own, managed} if readable else {own}), table


def test_former_owner_cannot_read_the_ledger(db: Connection) -> None:
    """The stored role stays owner until the next call of the portal. The token's role decides."""
    managed = sync(db, clerk_user(db, "user_1"), "owner")["organization_id"]
    db.execute(
        "insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)"
        " values (%s, 'credit', 1, 'grant:1', now())",
        [managed],
    )
    for role, seen in (("admin", {managed}), ("member", set())):
        claims = {"role": "authenticated", "iss": ISSUER, "sub": "user_1", "v": 2}
        assert readable_organizations(db, "billing_ledger", **claims, o={"id": "org_1", "rol": role}) == seen


def test_subject_is_unique_only_within_its_provider(db: Connection) -> None:
    tenant: Tenant = sign_up(db, "same")
    clerk_user_id = clerk_user(db, "same")
    for issuer, user_id in (
        (None, tenant.user_id),
        ("https://project.supabase.co/auth/v1", tenant.user_id),
        (ISSUER, clerk_user_id),
    ):
        claims = {"role": "authenticated", "sub": "same"} | ({"iss": issuer} if issuer else {})
        with acting_as(db, "authenticated"):
            db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
            assert db.execute("select id from public.users").fetchall() == [(user_id,)]
            assert db.execute("select user_id from public.organization_members").fetchall() == [(user_id,)]


def test_concurrent_syncs_create_one_organisation(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    people = [sign_up(committed, f"user_{number}").user_id for number in range(3)]

    def syncing(number: int) -> Callable[[Connection], Any]:
        return lambda c: call(
            c, "sync_clerk_organization", p_user_id=people[number % 3], p_clerk_organization_id="org_1",
            p_name="acme", p_role="owner" if number % 3 == 0 else "member",
        )  # fmt: skip

    answers = run_concurrently(postgres, database, [syncing(number) for number in range(9)])
    assert all(answer == answers[0] for answer in answers)
    rows_of = "from {} where organization_id = %s"
    for table, rows in (("organization_members", 3), ("plan_subscriptions", 1), ("audit_log", 4)):
        counted = committed.execute(
            f"select count(*) {rows_of.format(table)}", [answers[0]["organization_id"]]
        )
        assert counted.fetchone() == (rows,), table
