"""Accounts: made by a sign-up or a first call, once, with everything they need."""

from __future__ import annotations

import uuid
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.database.server import Connection
from tests.database.tenant import call, sign_up
from tests.portal.sessions import tokens


def auth_sign_up(db: Connection, email: str | None, **metadata: Any) -> uuid.UUID:
    """Sign up as Supabase Auth does it: under its own role, which sees none of our tables."""
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


def test_a_sign_up_makes_user_organisation_ownership_and_free_plan(db: Connection) -> None:
    subject = auth_sign_up(db, "ada@example.com", display_name="Ada")
    assert account(db, subject) == [
        ("supabase", "ada@example.com", "Ada", "Ada", "personal", "owner", "free", "active")
    ]


@pytest.mark.parametrize(
    ("email", "metadata", "organization"),
    [
        ("ada@example.com", {}, "ada"),
        ("ada@example.com", {"full_name": "Ada L."}, "Ada L."),
        (None, tokens.wallet("0x71C7656EC7ab88b098defB751B7401B5f6d8976F"), "0x71C7…976F"),
        (None, {}, "Personal"),
        ("x@example.com", {"name": "n" * 500}, "n" * 100),
    ],
)
def test_an_organisation_always_has_a_name(
    db: Connection, email: str | None, metadata: dict[str, Any], organization: str
) -> None:
    ((*_, name, _kind, _role, _plan, _status),) = account(db, auth_sign_up(db, email, **metadata))
    assert name == organization


def test_a_changed_address_follows(db: Connection) -> None:
    subject = auth_sign_up(db, "old@example.com")
    db.execute("reset role")
    db.execute("update auth.users set email = 'new@example.com' where id = %s", [subject])
    db.execute("set local role service_role")
    assert account(db, subject)[0][1] == "new@example.com"


def test_signing_in_again_changes_nothing(db: Connection) -> None:
    tenant = sign_up(db, "user_2abc")
    db.execute("update organizations set name = 'Analytical Engines'")
    again = sign_up(db, "user_2abc")
    assert (again.user_id, again.organization_id) == (tenant.user_id, tenant.organization_id)
    assert db.execute("select name from organizations").fetchall() == [("Analytical Engines",)]


def test_one_subject_at_two_providers_is_two_people(db: Connection) -> None:
    ids = {
        call(db, "provision_account", p_auth_provider=provider, p_auth_subject="same")["user_id"]
        for provider in ("supabase", "clerk")
    }
    assert len(ids) == 2


def test_an_unknown_provider_is_refused(db: Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation), db.transaction():
        call(db, "provision_account", p_auth_provider="myspace", p_auth_subject="x")


def test_a_change_of_plan_keeps_history_and_is_audited(db: Connection) -> None:
    tenant = sign_up(db)
    arguments = {"p_organization_id": tenant.organization_id, "p_plan": "pro"}
    answer = call(db, "change_plan", **arguments, p_actor="admin-1", p_reason="a friend")
    assert answer == {"organization_id": str(tenant.organization_id), "plan": "pro", "before": "free"}
    call(db, "change_plan", **arguments)  # already so
    assert db.execute("select plan, status from plan_subscriptions order by started_at").fetchall() == [
        ("free", "ended"),
        ("pro", "active"),
    ]
    assert db.execute(
        "select actor_type, actor, action, reason, before, after from audit_log"
    ).fetchall() == [("admin", "admin-1", "plan.changed", "a friend", {"plan": "free"}, {"plan": "pro"})]


@pytest.mark.parametrize("organization", ["known", "unknown"])
def test_a_plan_or_organisation_that_is_not_there_is_refused(db: Connection, organization: str) -> None:
    tenant = sign_up(db)
    wanted = {"known": (tenant.organization_id, "diamond"), "unknown": (uuid.uuid4(), "pro")}[organization]
    with pytest.raises(psycopg.errors.ForeignKeyViolation), db.transaction():
        call(db, "change_plan", p_organization_id=wanted[0], p_plan=wanted[1])
