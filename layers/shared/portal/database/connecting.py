"""Connect a function to its Supabase project, as its role."""

from __future__ import annotations

from postgrest import AsyncPostgrestClient

from portal.database import CALL_SECONDS, connect
from portal.database.settings import DatabaseSettings


def connect_as(settings: DatabaseSettings, *, call_seconds: float = CALL_SECONDS) -> AsyncPostgrestClient:
    """Return a client that acts as the role of ``settings``. Logs if its token soon expires.

    ``call_seconds`` is the timeout of a call. Close it with ``aclose()``.
    """
    settings.role_token.log_expiry()
    return connect(
        str(settings.supabase_url),
        settings.supabase_publishable_key.get_secret_value(),
        token=settings.supabase_role_token.get_secret_value(),
        call_seconds=call_seconds,
    )
