"""The database of the usage functions, from their settings."""

from __future__ import annotations

from functions.usage_rollup.settings import UsageSettings
from portal.database.supabase_client import open_supabase
from portal.observability.levels import set_log_level
from supabase import AsyncClient


def open_database(settings: UsageSettings, call_seconds: float) -> AsyncClient:
    """Return the client of the database. Its first call opens the connection."""
    set_log_level(settings.log_level)
    settings.role_token.log_expiry()
    return open_supabase(
        str(settings.supabase_url),
        settings.supabase_publishable_key.get_secret_value(),
        token=settings.supabase_role_token.get_secret_value(),
        call_seconds=call_seconds,
    )
