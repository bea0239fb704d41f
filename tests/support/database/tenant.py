"""A tenant (account, organisation, API key) and calls of database functions as the portal makes them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from psycopg.types.json import Jsonb

from scripts.database.postgres import Connection


@dataclass(frozen=True, slots=True)
class Tenant:
    """A user, their personal organisation, and one of its keys."""

    subject: str
    user_id: uuid.UUID
    organization_id: uuid.UUID
    key_id: uuid.UUID


def call(db: Connection, function: str, **arguments: Any) -> Any:
    """Call a function that returns one value, with named arguments."""
    given = ", ".join(f"{name} => %({name})s" for name in arguments)
    row = db.execute(f"select public.{function}({given})", arguments).fetchone()
    assert row is not None
    return row[0]


def sign_up(db: Connection, subject: str | None = None, *, plan: str = "free") -> Tenant:
    """Create an account on ``plan`` with one API key."""
    subject = subject or str(uuid.uuid4())
    account = call(
        db,
        "provision_account",
        p_auth_provider="supabase",
        p_auth_subject=subject,
        p_email=f"{subject[:8]}@example.com",
        p_display_name="Somebody",
    )
    organization_id = uuid.UUID(account["organization_id"])
    if plan != "free":
        call(db, "change_plan", p_organization_id=organization_id, p_plan=plan)
    return Tenant(subject, uuid.UUID(account["user_id"]), organization_id, add_key(db, organization_id))


def allowance_of(db: Connection, tenant: Tenant) -> uuid.UUID:
    """Return the allowance of the tenant's person."""
    row = db.execute("select allowance_id from public.users where id = %s", [tenant.user_id]).fetchone()
    assert row is not None
    return uuid.UUID(str(row[0]))


def add_key(db: Connection, organization_id: uuid.UUID, secret_hash: str | None = None) -> uuid.UUID:
    """Create an API key with a random hash unless one is given. Returns its id."""
    row = db.execute(
        "insert into public.api_keys (organization_id, name, masked, secret_hash, issuer)"
        " values (%s, 'a key', 'ctx_ab12…wxyz', %s, 'local') returning id",
        [organization_id, secret_hash or uuid.uuid4().hex],
    ).fetchone()
    assert row is not None
    return uuid.UUID(str(row[0]))


def add_team(db: Connection, creator: Tenant) -> Tenant:
    """Create a team of the tenant's person, with a key of its own."""
    organization_id = uuid.uuid4()
    created = call(
        db,
        "create_organization",
        p_id=organization_id,
        p_user_id=creator.user_id,
        p_name="a team",
        p_max_count=100,
        p_request_id="req_1",
    )
    assert created["outcome"] == "done"
    return replace(creator, organization_id=organization_id, key_id=add_key(db, organization_id))


def with_second_key(db: Connection, tenant: Tenant) -> Tenant:
    """Return the same tenant with a new key of its organisation."""
    return replace(tenant, key_id=add_key(db, tenant.organization_id))


def record(db: Connection, events: Sequence[dict[str, Any]]) -> Any:
    """Call ``record_usage``."""
    return db.execute("select public.record_usage(%s)", [Jsonb(list(events))]).fetchone()[0]  # type: ignore[index]


def record_refusals(db: Connection, events: Sequence[dict[str, Any]]) -> Any:
    """Call ``record_refusals``."""
    return call(db, "record_refusals", p_events=Jsonb(list(events)))
