"""The functions, columns and rows that each portal role may use. It may use nothing else.

Tests hold these lists equal to the grants of the database and to what the code of each function calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


FOR_THE_DOCTOR = frozenset({"applied_migrations"})
"""Functions that every role may execute: ``make doctor`` has no other access to the database."""


@dataclass(frozen=True, slots=True)
class PortalRole:
    """Access of one role. Names are those of the schema ``public``."""

    statement_timeout: str
    functions: frozenset[str]
    reads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Table → columns."""
    changes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Table → columns."""
    deletes: frozenset[str] = frozenset()
    """Tables, of which a policy may name the rows."""

    def may_execute(self, function: str) -> bool:
        """Whether the role may execute ``function``, named with schema and types of its arguments."""
        return function.partition("(")[0].removeprefix("public.") in self.functions | FOR_THE_DOCTOR


PORTAL_ROLES: Mapping[str, PortalRole] = {
    "portal_gateway": PortalRole(
        statement_timeout="2s",
        functions=_names(
            "policy_snapshot claim_idempotency_key renew_idempotency_claim complete_idempotent_request"
            " release_idempotency_claim model_status"
            # Only with the local key issuer.
            " find_key counted_requests"
        ),
    ),
    "portal_control_plane": PortalRole(
        statement_timeout="4s",
        functions=_names(
            # Accounts
            "provision_account verify_address count_sign_up count_within_limits export_account erase_account"
            # Organisations
            " create_organization rename_organization sync_clerk_organization change_member_role"
            " remove_member invite_member withdraw_invitation answer_invitation"
            # API keys
            " reserve_key complete_key change_key revoke_key discard_key confirm_revocations"
            " keys_to_reconcile"
            # Usage and billing
            " policy_snapshot usage_summary requests_by_key usage_events_page window_usage billing_status"
            " model_status"
            # Operators
            " search_platform inspect_organization request_logs_page pool_status set_state set_target"
            " grant_credit change_plan"
            # Idempotent creates
            " claim_create complete_create"
        ),
        reads={
            "users": _names(
                "id auth_provider auth_subject email display_name suspended_at created_at verified_at"
                " sign_up_counted_at"
            ),
            "organizations": _names("id name kind suspended_at created_at clerk_organization_id"),
            "organization_members": _names("organization_id user_id role created_at"),
            "organization_invitations": _names(
                "id organization_id email role state token_hash created_at expires_at"
            ),
            "api_keys": _names(
                "id organization_id created_by name masked issuer issuer_key_id status models created_at"
                " last_used_at expires_at disabled_at revoked_at requests_per_minute replaces rotated_at"
            ),
            "plans": _names(
                "id display_name description requests_per_minute requests_per_5_hours requests_per_week"
                " monthly_tokens concurrent_streams models charging is_offered is_per_person position"
            ),
            "billing_ledger": _names(
                "id organization_id kind amount_nanousd source_id reason occurred_at created_at"
            ),
            "model_prices": _names("model effective_from input_nanousd_per_token output_nanousd_per_token"),
            "router_pool_models": _names("alias pool state display_name position"),
            "usage_events": _names("request_id organization_id"),
            "refused_requests": _names("request_id organization_id"),
            "audit_log": _names(
                "id occurred_at actor_type actor organization_id action target_type target_id reason before"
                " after request_id"
            ),
            "platform_admins": _names("user_id"),
        },
        changes={"users": _names("email display_name")},
        deletes=_names("api_keys"),
    ),
    "portal_key_upkeep": PortalRole(
        statement_timeout="4s",
        functions=_names(
            "start_key_comparison keys_to_reconcile confirm_revocations record_key_comparison"
            " delete_unissued_keys acquire_job_lease release_job_lease"
        ),
    ),
    "portal_pool_monitor": PortalRole(
        statement_timeout="4s",
        functions=_names("policy_snapshot sync_router_targets recent_target_outcomes record_pool_health"),
    ),
    "portal_usage_ingest": PortalRole(
        statement_timeout="6s", functions=_names("record_usage record_refusals observe_usage_batch")
    ),
    "portal_usage_rollup": PortalRole(
        statement_timeout="20s",
        functions=_names(
            "roll_up_usage reap_usage open_usage_partitions observe_usage_queue"
            " reconcile_hour reconcile_requests reconcile_credit"
            " delete_expired_responses delete_old_refusals delete_old_request_logs delete_old_pool_health"
            " acquire_job_lease release_job_lease"
        ),
    ),
}


def roles_that_execute(function: str) -> frozenset[str]:
    """Return the portal roles that may execute ``function``."""
    return frozenset(name for name, role in PORTAL_ROLES.items() if role.may_execute(function))
