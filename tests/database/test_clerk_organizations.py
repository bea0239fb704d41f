"""Organisations kept in Clerk: what a token says is written down, and opens rows only while one says so."""

from __future__ import annotations

import json
import uuid
from typing import Any

import psycopg
import pytest

from tests.database.server import Connection
from tests.database.tenant import Tenant, call, sign_up
from tests.database.world import acting_as

ISSUER = "https://clerk.example.com"


def at_clerk(db: Connection, subject: str) -> uuid.UUID:
    account = call(db, "provision_account", p_auth_provider="clerk", p_auth_subject=subject)
    return uuid.UUID(account["user_id"])


def follow(db: Connection, user_id: uuid.UUID, role: str = "member", clerk_id: str = "org_1") -> Any:
    return call(
        db, "follow_clerk_organization",
        p_user_id=user_id, p_clerk_organization_id=clerk_id, p_name="acme", p_role=role,
    )  # fmt: skip


def readable(db: Connection, table: str, **claims: Any) -> set[str]:
    """Ids of the organisations whose rows of ``table`` a token with ``claims`` reads."""
    column = "id" if table == "organizations" else "organization_id"
    with acting_as(db, "authenticated"):
        db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
        return {str(row[0]) for row in db.execute(f"select {column} from public.{table}")}


def test_a_second_word_of_the_same_changes_nothing(db: Connection) -> None:
    user_id = at_clerk(db, "user_1")
    answers = [follow(db, user_id, "owner") for _ in range(3)]
    assert answers == [answers[0]] * 3
    assert answers[0]["outcome"] == "done"
    assert db.execute("select count(*) from audit_log").fetchone() == (2,)
    row = db.execute(
        "select o.name, o.kind, o.created_by, m.role, s.plan from organizations o"
        " join organization_members m on m.organization_id = o.id"
        " join plan_subscriptions s on s.organization_id = o.id where o.clerk_organization_id = 'org_1'"
    ).fetchone()
    assert row == ("acme", "team", None, "owner", "free")


def test_who_is_not_there_follows_nothing(db: Connection) -> None:
    erased = at_clerk(db, "user_1")
    call(db, "erase_account", p_user_id=erased, p_request_id="req_test")
    for user_id in (erased, uuid.uuid4()):
        assert follow(db, user_id) == {"outcome": "not_found"}
    assert db.execute("select count(*) from organizations where kind = 'team'").fetchone() == (0,)


def test_a_personal_organisation_mirrors_nothing(db: Connection) -> None:
    tenant = sign_up(db)
    for values in (("org_1", tenant.organization_id), ("", tenant.organization_id)):
        with pytest.raises(psycopg.errors.CheckViolation), db.transaction():
            db.execute("update organizations set clerk_organization_id = %s where id = %s", values)


@pytest.mark.parametrize(
    ("claims", "sees"),
    [
        pytest.param({"v": 2, "o": {"id": "org_1"}}, True, id="v2"),
        pytest.param({"org_id": "org_1"}, True, id="v1"),
        pytest.param({"v": 2, "o": {"id": "org_1", "rol": "member"}}, True, id="v2 with the role"),
        pytest.param({"v": 2, "o": {"id": "org_1", "rol": "admin"}}, False, id="in another role"),
        pytest.param({"org_id": "org_1", "org_role": "org:admin"}, False, id="v1 in another role"),
        pytest.param({"v": 2}, False, id="for themselves"),
        pytest.param({"v": 2, "o": {"id": "org_2"}}, False, id="for another"),
        pytest.param({"v": 2, "org_id": "org_1"}, False, id="v1's claim in v2"),
        pytest.param({"user_metadata": {"org_id": "org_1"}}, False, id="said by the user"),
    ],
)
def test_its_rows_are_read_while_the_token_names_it(
    db: Connection, claims: dict[str, Any], sees: bool
) -> None:
    user_id = at_clerk(db, "user_1")
    mirrored = follow(db, user_id)["organization_id"]
    own = str(
        db.execute("select id from organizations where created_by = %s", [user_id]).fetchone()[0]  # type: ignore[index]
    )
    for table in ("organizations", "organization_members", "plan_subscriptions"):
        seen = readable(db, table, role="authenticated", iss=ISSUER, sub="user_1", **claims)
        assert seen == ({own, mirrored} if sees else {own}), table


def test_who_runs_it_no_more_reads_no_money(db: Connection) -> None:
    """What was written down still says owner until their next call at the portal."""
    mirrored = follow(db, at_clerk(db, "user_1"), "owner")["organization_id"]
    db.execute(
        "insert into billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)"
        " values (%s, 'credit', 1, 'grant:1', now())",
        [mirrored],
    )
    for role, seen in (("admin", {mirrored}), ("member", set())):
        claims = {"role": "authenticated", "iss": ISSUER, "sub": "user_1", "v": 2}
        assert readable(db, "billing_ledger", **claims, o={"id": "org_1", "rol": role}) == seen


def test_a_subject_of_one_provider_is_nobody_at_the_other(db: Connection) -> None:
    ours: Tenant = sign_up(db, "same")
    theirs = at_clerk(db, "same")
    for issuer, user_id in (
        (None, ours.user_id),
        ("https://project.supabase.co/auth/v1", ours.user_id),
        (ISSUER, theirs),
    ):
        claims = {"role": "authenticated", "sub": "same"} | ({"iss": issuer} if issuer else {})
        with acting_as(db, "authenticated"):
            db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
            assert db.execute("select id from public.users").fetchall() == [(user_id,)]
            assert db.execute("select user_id from public.organization_members").fetchall() == [(user_id,)]
