"""The access of every role to every table, function and sequence.

Tests fail for an object that is missing here, and for one that grants other privileges.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RowVisibility(Enum):
    """Result of reading a table: denied, no rows, rows of the caller's tenants, or all rows."""

    DENIED = "denied"
    OWN = "own"
    ALL = "all"
    NONE = "none"


TABLE_PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
READ_AND_WRITE = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
READ_ADD_AND_CHANGE = frozenset({"SELECT", "INSERT", "UPDATE"})
READ_AND_ADD = frozenset({"SELECT", "INSERT"})


@dataclass(frozen=True, slots=True)
class TableAccess:
    """Access to one table.

    Signed-in users read as ``member`` or ``manager`` (owner, admin). Only the service role writes, with the
    privileges ``service``, and reads ``hidden`` columns. ``tenant`` is the column with the id of the row's
    tenant. Anonymous callers have no access.
    """

    member: RowVisibility
    manager: RowVisibility
    service: frozenset[str] = READ_AND_WRITE
    tenant: str | None = "organization_id"
    hidden: frozenset[str] = frozenset()


_OWN = TableAccess(RowVisibility.OWN, RowVisibility.OWN)
_CATALOGUE = TableAccess(RowVisibility.ALL, RowVisibility.ALL, tenant=None)
_INTERNAL = TableAccess(RowVisibility.DENIED, RowVisibility.DENIED)

TABLES: dict[str, TableAccess] = {
    "public.users": TableAccess(RowVisibility.OWN, RowVisibility.OWN, tenant="id"),
    "public.organizations": TableAccess(
        RowVisibility.OWN, RowVisibility.OWN, tenant="id", hidden=frozenset({"allowance_id"})
    ),
    "public.organization_members": _OWN,
    "public.organization_invitations": _INTERNAL,
    "public.api_keys": TableAccess(
        RowVisibility.OWN,
        RowVisibility.OWN,
        hidden=frozenset(
            {"secret_hash", "issuer", "issuer_key_id", "expiry_changed_at", "revocation_confirmed_at"}
        ),
    ),
    "public.platform_admins": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant="user_id"),
    "public.model_access_policies": _OWN,
    "public.plans": _CATALOGUE,
    "public.plan_subscriptions": _OWN,
    "public.router_pools": _INTERNAL,
    "public.router_pool_models": _CATALOGUE,
    "public.router_targets": _INTERNAL,
    "public.model_prices": _CATALOGUE,
    "public.usage_events": TableAccess(
        RowVisibility.OWN, RowVisibility.OWN, hidden=frozenset({"attempted_targets"})
    ),
    "public.usage_hourly": _OWN,
    "public.usage_daily": _OWN,
    "public.refused_requests": _OWN,
    "public.refusals_hourly": _OWN,
    "public.request_logs": _INTERNAL,
    "public.billing_ledger": TableAccess(RowVisibility.NONE, RowVisibility.OWN, service=READ_AND_ADD),
    "public.credit_balances": TableAccess(
        RowVisibility.DENIED, RowVisibility.DENIED, service=READ_ADD_AND_CHANGE
    ),
    "public.audit_log": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, service=READ_AND_ADD),
    "public.idempotent_requests": _INTERNAL,
    "public.idempotent_creates": _INTERNAL,
    "private.recorded_refusals": _INTERNAL,
    "private.superseded_runs": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.usage_days_to_roll_up": _INTERNAL,
    "private.sign_ups": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.allowance_addresses": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.key_comparison": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.rate_limit_counters": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.usage_queue_drain": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.usage_queue_minutes": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.target_outcomes": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.pool_health_minutes": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.pool_health_days": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.pool_health_hours": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
    "private.job_leases": TableAccess(RowVisibility.DENIED, RowVisibility.DENIED, tenant=None),
}

SERVICE = frozenset({"service_role"})
SIGNED_IN = frozenset({"authenticated", "service_role"})
NOBODY: frozenset[str] = frozenset()

FUNCTIONS: dict[str, frozenset[str]] = {
    "public.answer_invitation(text,uuid,boolean,text)": SERVICE,
    "public.applied_migrations()": SERVICE,
    "public.claim_create(uuid,uuid,text,text,text,double precision)": SERVICE,
    "public.claim_idempotency_key(uuid,uuid,text,text,text,double precision)": SERVICE,
    "public.billing_status(uuid)": SERVICE,
    "public.change_key(uuid,uuid,jsonb,uuid,text)": SERVICE,
    "public.change_member_role(uuid,uuid,uuid,text,text)": SERVICE,
    "public.change_plan(uuid,text,text,text,text)": SERVICE,
    "public.complete_key(uuid,uuid,text,text,text,text,uuid,double precision)": SERVICE,
    "public.confirm_revocations(uuid[])": SERVICE,
    "public.count_within_limits(jsonb)": SERVICE,
    "public.create_organization(uuid,uuid,text,integer,text)": SERVICE,
    "public.discard_key(uuid,uuid)": SERVICE,
    "public.erase_account(uuid,text)": SERVICE,
    "public.export_account(uuid)": SERVICE,
    "public.complete_create(uuid,uuid,text,text,jsonb)": SERVICE,
    "public.complete_idempotent_request(uuid,text,text,text,text)": SERVICE,
    "public.renew_idempotency_claim(uuid,text,text,double precision)": SERVICE,
    "public.release_idempotency_claim(uuid,text,text)": SERVICE,
    "public.sync_clerk_organization(uuid,text,text,text)": SERVICE,
    "public.delete_expired_responses(integer)": SERVICE,
    "public.find_key(text)": SERVICE,
    "public.delete_old_refusals(timestamp with time zone,integer)": SERVICE,
    "public.delete_old_request_logs(integer,integer)": SERVICE,
    "public.search_platform(text)": SERVICE,
    "public.grant_credit(uuid,bigint,text,text,text,text)": SERVICE,
    "public.inspect_organization(uuid)": SERVICE,
    "public.request_logs_page(uuid,uuid,text,timestamp with time zone,text,integer)": SERVICE,
    "public.requests_by_key(uuid,timestamp with time zone)": SERVICE,
    "public.set_platform_admin(uuid,boolean,text,text,text)": SERVICE,
    "public.set_state(text,text,text,text,text,text)": SERVICE,
    "public.set_target(text,jsonb,text,text,text)": SERVICE,
    "public.sync_router_targets(jsonb)": SERVICE,
    "public.recent_target_outcomes(timestamp with time zone)": SERVICE,
    "public.record_pool_health(jsonb)": SERVICE,
    "public.model_status(timestamp with time zone)": SERVICE,
    "public.pool_status(timestamp with time zone)": SERVICE,
    "public.delete_old_pool_health(timestamp with time zone,integer)": SERVICE,
    "public.invite_member(uuid,uuid,uuid,text,text,text,timestamp with time zone,integer,text)": SERVICE,
    "public.record_key_comparison(timestamp with time zone)": SERVICE,
    "public.keys_to_reconcile(uuid[])": SERVICE,
    "public.open_usage_partitions(timestamp with time zone,integer)": SERVICE,
    "public.policy_snapshot()": SERVICE,
    "public.provision_account(text,text,text,text)": SERVICE,
    "public.reap_usage(timestamp with time zone,integer)": SERVICE,
    "public.reconcile_credit(uuid,integer)": SERVICE,
    "public.reconcile_hour(timestamp with time zone,integer)": SERVICE,
    "public.reconcile_requests(timestamp with time zone,text,timestamp with time zone,integer,integer)": (
        SERVICE
    ),
    "public.observe_usage_batch(bigint,double precision,timestamp with time zone)": SERVICE,
    "public.observe_usage_queue(bigint,bigint,timestamp with time zone)": SERVICE,
    "public.acquire_job_lease(text,uuid,double precision)": SERVICE,
    "public.release_job_lease(text,uuid)": SERVICE,
    "public.record_refusals(jsonb)": SERVICE,
    "public.record_usage(jsonb)": SERVICE,
    "public.remove_member(uuid,uuid,uuid,boolean,text)": SERVICE,
    "public.rename_organization(uuid,uuid,text,text)": SERVICE,
    "public.reserve_key(uuid,uuid,uuid,text,text[],timestamp with time zone,integer,text,integer,uuid)": (
        SERVICE
    ),
    "public.revoke_key(uuid,uuid,uuid,text)": SERVICE,
    "public.roll_up_usage(integer)": SERVICE,
    "public.start_key_comparison()": SERVICE,
    "public.delete_unissued_keys(timestamp with time zone,integer)": SERVICE,
    "public.usage_events_page(uuid,timestamp with time zone,text,integer,timestamp with time zone,"
    "timestamp with time zone,text,uuid,text,text)": SERVICE,
    "public.usage_summary(uuid,timestamp with time zone,timestamp with time zone,text,uuid,boolean)": SERVICE,
    "public.window_usage(uuid)": SERVICE,
    "public.withdraw_invitation(uuid,uuid,uuid,text)": SERVICE,
    "private.add_counts(integer[],integer[])": SERVICE,
    "private.add_usage_hours(usage_events[],bigint)": SERVICE,
    "public.count_sign_up(uuid,text,integer)": SERVICE,
    "public.counted_requests(uuid,timestamp with time zone,timestamp with time zone)": SERVICE,
    "public.verify_address(uuid,text)": SERVICE,
    "private.address_hash(text)": SERVICE,
    "private.allowance_of(uuid)": SERVICE,
    "private.copy_verification(uuid,text)": SERVICE,
    "private.counted_together(uuid)": SERVICE,
    "private.delete_old_sign_ups(integer)": SERVICE,
    "private.release_allowance(uuid)": SERVICE,
    "private.set_allowance()": NOBODY,
    "private.audit(text,text,uuid,text,text,text,jsonb,jsonb,text,text)": SERVICE,
    "private.blocked_keys()": SERVICE,
    "private.count_by_duration_class(double precision[])": SERVICE,
    "private.current_plan(uuid)": SERVICE,
    "private.earlier_run(text,timestamp with time zone)": SERVICE,
    "private.take_over_claim(uuid,text,text,text,double precision)": SERVICE,
    "private.usage_recording_lock()": SERVICE,
    "private.delete_auth_user(text)": SERVICE,
    "private.has_keys(uuid)": SERVICE,
    "private.identity_hash(text,text)": SERVICE,
    "private.duration_class(double precision)": SERVICE,
    "private.is_last_owner(uuid,uuid)": SERVICE,
    "private.update_credit_balance()": NOBODY,
    "private.key_limits(text,integer)": SERVICE,
    "private.key_service_cache(text)": SERVICE,
    "private.key_service_lag_start()": SERVICE,
    "private.keys_in_force(uuid)": SERVICE,
    "private.key_status()": NOBODY,
    "private.create_account(text,text,text,text)": SERVICE,
    "private.mark_usage_days(usage_events[])": SERVICE,
    "private.member_orgs(text[])": SIGNED_IN,
    "private.update_holds(uuid[],bigint[])": SERVICE,
    "private.on_auth_user()": NOBODY,
    "private.duration_percentile(bigint[],bigint[],double precision)": SERVICE,
    "private.plan_limits(text)": SERVICE,
    "private.price_of_outcome(text,bigint,bigint,bigint,bigint)": SERVICE,
    "private.reject_change()": NOBODY,
    "private.request_id_floor(timestamp with time zone)": SERVICE,
    "private.member_role(uuid,uuid)": SERVICE,
    "private.reservation_start()": SERVICE,
    "private.rotation_refusal(uuid,uuid)": SERVICE,
    "private.sum_counts(integer[])": SERVICE,
    "private.token_provider()": SIGNED_IN,
    "private.attempts_with_routers(jsonb)": SERVICE,
    "private.lock_router_targets()": SERVICE,
    "private.target_settings(router_targets)": SERVICE,
    "private.count_target_outcomes(usage_events[],bigint)": SERVICE,
    "private.merged_percentiles(double precision[],double precision[],bigint[])": SERVICE,
    "private.health_windows(boolean,timestamp with time zone)": SERVICE,
    "private.set_updated_at()": NOBODY,
    "private.update_last_used(usage_events[])": SERVICE,
    "private.withdraw_invitations_by(uuid,uuid)": SERVICE,
    "private.write_usage_entries(usage_events[],bigint)": SERVICE,
}
"""Roles that may execute each function, besides portal roles (``portal_roles``). Triggers need no grant."""

SECURITY_DEFINERS = frozenset(
    {
        "private.copy_verification(uuid,text)",
        "private.delete_auth_user(text)",
        "private.member_orgs(text[])",
        "private.on_auth_user()",
    }
)
"""Functions that run as their owner, besides those that a portal role may execute."""

SEQUENCES: dict[str, frozenset[str]] = {
    "private.usage_batches": SERVICE,
    "public.audit_log_id_seq": NOBODY,
    "public.billing_ledger_id_seq": NOBODY,
}
"""Roles that may use each sequence. Identity columns need no grant."""
