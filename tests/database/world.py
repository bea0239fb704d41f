"""Two tenants with rows in every table, and ways to be one of their people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.database.events import both
from tests.database.server import Connection
from tests.database.tenant import Tenant, call, record, sign_up


@dataclass(frozen=True, slots=True)
class World:
    """``ours`` has an owner and a plain ``member``, whose own organisation is ``elsewhere``."""

    ours: Tenant
    theirs: Tenant
    elsewhere: Tenant
    outcast: Tenant
    """Suspended, and an owner of ``ours`` besides."""


def build(db: Connection) -> World:
    ours, theirs, elsewhere, outcast = (sign_up(db) for _ in range(4))
    for user, role in ((elsewhere, "member"), (outcast, "owner")):
        db.execute(
            "insert into organization_members values (%s, %s, %s)", [ours.organization_id, user.user_id, role]
        )
    db.execute("update users set suspended_at = now() where id = %s", [outcast.user_id])
    tenants = (ours, theirs, elsewhere, outcast)
    for number, tenant in enumerate(tenants, start=1):
        record(db, [event for _ in range(number) for event in both(tenant)])
    call(db, "roll_up_usage")
    for tenant in tenants:
        record(db, both(tenant))
        call(
            db,
            "begin_create",
            p_organization_id=tenant.organization_id,
            p_user_id=tenant.user_id,
            p_name_hash="n",
            p_fingerprint="f",
            p_request_id="req_1",
            p_running_seconds=60.0,
        )
        call(
            db,
            "begin_idempotent",
            p_key_id=tenant.key_id,
            p_organization_id=tenant.organization_id,
            p_name_hash="hash",
            p_fingerprint="hash",
            p_request_id="req_00001",
            p_running_seconds=60,
        )
        call(
            db,
            "grant_credit",
            p_organization_id=tenant.organization_id,
            p_amount_nanousd=1,
            p_source_id=f"gift:{tenant.organization_id}",
            p_actor="system",
            p_reason="a gift",
            p_request_id="req_1",
        )
        db.execute("insert into model_access_policies values (%s, 'oss-20b')", [tenant.organization_id])
        db.execute(
            "insert into organization_invitations (organization_id, email, role, token_hash, expires_at)"
            " values (%s, 'new@example.com', 'member', gen_random_uuid()::text, now() + interval '1 day')",
            [tenant.organization_id],
        )
        db.execute(
            "insert into platform_admins (user_id, granted_by) values (%s, 'system')", [tenant.user_id]
        )
        db.execute(
            "insert into audit_log (actor_type, organization_id, action, target_type, target_id)"
            " values ('system', %s, 'api_key.created', 'api_key', %s)",
            [tenant.organization_id, str(tenant.key_id)],
        )
    db.execute("insert into router_targets (pool, url) values ('qwen', 'http://10.0.0.7:8080')")
    db.execute("insert into model_prices values ('oss-20b', '2020-01-01', 50, 200, now())")
    return World(ours, theirs, elsewhere, outcast)


@contextmanager
def acting_as(db: Connection, role: str, subject: str | None = None) -> Iterator[None]:
    """Be ``role``, with a token of ``subject``, as PostgREST makes it so; what is done is undone."""
    claims: dict[str, Any] = {"role": role} | ({"sub": subject} if subject else {})
    with db.transaction(force_rollback=True):
        db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
        db.execute("reset role")
        db.execute(f"set local role {role}")
        yield
