"""The database and the queues of the usage functions, from their settings."""

from __future__ import annotations

from pydantic import AnyHttpUrl

from functions.usage_rollup.settings import UsageSettings
from portal.connections.aws.httpx_transport import HttpxAwsTransport
from portal.database.supabase_client import open_supabase
from portal.observability.levels import set_log_level
from portal.usage.sqs import SqsQueue
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


def open_queue(url: str, endpoint: AnyHttpUrl | None) -> SqsQueue:
    """Return the queue at ``url``, over the client that the database has too. Its first call connects."""
    address = None if endpoint is None else str(endpoint)
    return SqsQueue(url, HttpxAwsTransport.opened_for(address or url), endpoint=address)
