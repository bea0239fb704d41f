"""Accounts: created once by a sign-up or a first call, with organisation, membership and plan."""

from __future__ import annotations

import uuid
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from scripts.database.postgres import Connection, PostgresServer
from tests.support import session_tokens
from tests.support.database.concurrency import run_concurrently
from tests.support.database.tenant import call, sign_up


def auth_sign_up(db: Connection, email: str | None, **metadata: Any) -> uuid.UUID:
    """Sign up as Supabase Auth does: under its own role, which cannot read the portal's tables."""
    subject = uuid.uuid4()
    db.execute("reset role")
    db.execute("set local role supabase_auth_admin")
    db.execute("insert into auth.users values (%s, %s, %s)", [subject, email, Jsonb(metadata)])
    db.execute("reset role")
    db.execute("set local role service_role")
    return subject


def account(db: Connection, subject: uuid.UUID) -> Any:
    return db.execute(
        "select u.auth_provider, u.email, u.display_name, o.name, o.kind, m.role, s.plan, s.status"
        " from users u join organizations o on o.created_by = u.id"
        " join organization_members m on (m.organization_id, m.user_id) = (o.id, u.id)"
        " join plan_subscriptions s on s.organization_id = o.id where u.auth_subject = %s",
        [str(subject)],
    ).fetchall()


def test_sign_up_creates_user_organisation_membership_and_free_plan(db: Connection) -> None:
    subject = auth_sign_up(db, "ada@example.com", display_name="Ada")
    assert account(db, subject) == [
        ("supabase", "ada@example.com", "Ada", "Ada", "personal", "owner", "free", "active")
    ]


@pytest.mark.parametrize(
    ("email", "metadata", "organization"),
    [
        ("ada@example.com", {}, "ada"),
        ("ada@example.com", {"full_name": "Ada L."}, "Ada L."),
        (None, session_tokens.wallet("0x71C7656EC7ab88b098defB751B7401B5f6d8976F"), "0x71C7…976F"),
        (None, {}, "Personal"),
        ("x@example.com", {"name": "n" * 500}, "n" * 100),
    ],
)
def test_personal_organisation_always_has_a_name(
    db: Connection, email: str | None, metadata: dict[str, Any], organization: str
) -> None:
    ((*_, name, _kind, _role, _plan, _status),) = account(db, auth_sign_up(db, email, **metadata))
    assert name == organization


def test_changed_email_is_copied_to_the_account(db: Connection) -> None:
    subject = auth_sign_up(db, "old@example.com")
    db.execute("reset role")
    db.execute("update auth.users set email = 'new@example.com' where id = %s", [subject])
    db.execute("set local role service_role")
    assert account(db, subject)[0][1] == "new@example.com"


def test_second_sign_in_changes_nothing(db: Connection) -> None:
    tenant = sign_up(db, "user_2abc")
    db.execute("update organizations set name = 'Analytical Engines'")
    again = sign_up(db, "user_2abc")
    assert (again.user_id, again.organization_id) == (tenant.user_id, tenant.organization_id)
    assert db.execute("select name from organizations").fetchall() == [("Analytical Engines",)]


def test_one_subject_at_two_providers_is_two_accounts(db: Connection) -> None:
    ids = {
        call(db, "provision_account", p_auth_provider=provider, p_auth_subject="same")["user_id"]
        for provider in ("supabase", "clerk")
    }
    assert len(ids) == 2


def test_unknown_provider_is_rejected(db: Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation), db.transaction():
        call(db, "provision_account", p_auth_provider="myspace", p_auth_subject="x")


def test_concurrent_first_sign_ins_create_one_account(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    def sign_in(connection: Connection) -> Any:
        return call(
            connection,
            "provision_account",
            p_auth_provider="clerk",
            p_auth_subject="user_2abc",
            p_email="ada@example.com",
            p_display_name="Ada",
        )

    answers = run_concurrently(postgres, database, [sign_in] * 8)
    assert all(answer == answers[0] for answer in answers)
    for table in ("users", "organizations", "organization_members", "plan_subscriptions"):
        assert committed.execute(f"select count(*) from public.{table}").fetchone() == (1,), table
