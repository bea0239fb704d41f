"""Tenants with rows in every table, for tests of access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from psycopg.types.json import Jsonb

from portal.usage import AttemptedTarget
from scripts.database.postgres import Connection
from tests.support.database.events import refused, request_events, settled
from tests.support.database.pools import configured_target, health_minute, record_health, sync_targets
from tests.support.database.tenant import Tenant, call, record, record_refusals, sign_up


@dataclass(frozen=True, slots=True)
class AccessScenario:
    """Four tenants. Two of their users are also members of the organisation of ``tenant``."""

    tenant: Tenant
    other: Tenant
    member: Tenant
    """Its user is a member of ``tenant``."""
    suspended: Tenant
    """Its user is suspended, and an owner of ``tenant``."""


def build_access_scenario(db: Connection) -> AccessScenario:
    """Create the tenants, and rows of each in every table."""
    first, other, member, suspended = (sign_up(db) for _ in range(4))
    for user, role in ((member, "member"), (suspended, "owner")):
        db.execute(
            "insert into organization_members values (%s, %s, %s)",
            [first.organization_id, user.user_id, role],
        )
    db.execute("update users set suspended_at = now() where id = %s", [suspended.user_id])
    tenants = (first, other, member, suspended)
    for number, tenant in enumerate(tenants, start=1):
        record(db, [event for _ in range(number) for event in request_events(tenant)])
    call(db, "roll_up_usage")
    for tenant in tenants:
        record(db, request_events(tenant))
        record_refusals(db, [refused(tenant)])
        call(
            db,
            "claim_create",
            p_organization_id=tenant.organization_id,
            p_user_id=tenant.user_id,
            p_name_hash="n",
            p_fingerprint="f",
            p_request_id="req_1",
            p_running_seconds=60.0,
        )
        call(
            db,
            "count_within_limits",
            p_limits=Jsonb([{"name": "n", "subject": f"user:{tenant.user_id}", "seconds": 60, "allowed": 1}]),
        )
        call(
            db,
            "claim_idempotency_key",
            p_key_id=tenant.key_id,
            p_organization_id=tenant.organization_id,
            p_name_hash="hash",
            p_fingerprint="hash",
            p_request_id="req_00001",
            p_lease_seconds=60,
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
        call(
            db,
            "count_sign_up",
            p_user_id=tenant.user_id,
            p_network=str(tenant.user_id),
            p_max_count=9,
        )
        call(db, "verify_address", p_user_id=tenant.user_id, p_address=f"{tenant.user_id}@example.com")
    target = configured_target()
    sync_targets(db, [target])
    record_health(db, [health_minute()])
    attempt = AttemptedTarget(id=target["id"], outcome="ok", duration_ms=9)
    record(db, [settled(first, at=datetime.now(UTC), targets=[attempt])])
    call(db, "observe_usage_batch", p_recorded=1, p_oldest_seconds=2.0)
    call(db, "acquire_job_lease", p_job="maintain", p_run_id=first.user_id, p_seconds=60.0)
    db.execute("insert into private.superseded_runs values ('req_00001')")
    db.execute("insert into model_prices values ('oss-20b', '2020-01-01', 50, 200, now())")
    return AccessScenario(first, other, member, suspended)
