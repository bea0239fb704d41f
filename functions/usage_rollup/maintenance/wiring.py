"""Create the collaborators of the scheduled jobs."""

from __future__ import annotations

from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.maintenance.handler import MaintenanceServices
from functions.usage_rollup.settings import MaintenanceSettings
from functions.usage_rollup.wiring import open_database
from portal.jobs.supabase import SupabaseJobLeases
from portal.usage.sqs import SqsQueue

CALL_SECONDS = 20.0
"""Nobody waits for the maintenance, and its calls change many rows."""


def open_services(settings: MaintenanceSettings) -> MaintenanceServices:
    """Return the collaborators. Their first calls open the connections."""
    database = open_database(settings, CALL_SECONDS)
    endpoint = settings.usage_queue_endpoint
    return MaintenanceServices(
        ledger=SupabaseLedger(database),
        queue=SqsQueue(settings.usage_queue_url, endpoint=None if endpoint is None else str(endpoint)),
        leases=SupabaseJobLeases(database.postgrest),
    )
