"""Names of functions of the database that a connection may call twice."""

from __future__ import annotations

REPEATABLE_FUNCTIONS = frozenset(
    {
        # These read.
        "billing_status",
        "counted_requests",
        "find_key",
        "inspect_organization",
        "keys_to_reconcile",
        "model_status",
        "policy_snapshot",
        "pool_status",
        "recent_target_outcomes",
        "request_logs_page",
        "requests_by_key",
        "search_platform",
        "usage_events_page",
        "usage_summary",
        "window_usage",
        # These write what is given, whatever was there.
        "record_pool_health",
        "sync_router_targets",
        # These record each event once, by its request id.
        "record_refusals",
        "record_usage",
    }
)
"""Database functions that may be called twice for one call of ours.

Not those of the nightly reconciliation, which read too: their steps take longer than ``SILENT_SECONDS``, so
each would run twice at once. The reconciliation tries a failed step again itself.
"""
