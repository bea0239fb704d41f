"""Create the collaborators of the usage functions from their settings."""

from __future__ import annotations

from functions.usage_rollup.ledger import UsageLedger
from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.settings import UsageSettings
from portal.database.supabase_client import open_supabase
from portal.observability.levels import set_log_level

INGEST_CALL_SECONDS = 5.0
"""No customer waits for the ingest; the queue delivers a failed message again after 30 s or more."""

MAINTENANCE_CALL_SECONDS = 20.0
"""Nobody waits for the maintenance, and its calls change many rows."""


def open_ledger(settings: UsageSettings, *, call_seconds: float = INGEST_CALL_SECONDS) -> UsageLedger:
    """Return the ledger. Its first call opens the connection."""
    set_log_level(settings.log_level)
    settings.role_token.log_expiry()
    return SupabaseLedger(
        open_supabase(
            str(settings.supabase_url),
            settings.supabase_publishable_key.get_secret_value(),
            token=settings.supabase_role_token.get_secret_value(),
            call_seconds=call_seconds,
        )
    )
