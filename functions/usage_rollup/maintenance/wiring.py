"""Create the collaborators of the scheduled jobs."""

from __future__ import annotations

from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.maintenance.handler import MaintenanceServices
from functions.usage_rollup.settings import MaintenanceSettings
from functions.usage_rollup.wiring import open_database, open_queue
from portal.jobs.supabase import SupabaseJobLeases

CALL_SECONDS = 20.0
"""Nobody waits for the maintenance, and its calls change many rows."""


def open_services(settings: MaintenanceSettings) -> MaintenanceServices:
    """Return the collaborators. Their first calls open the connections."""
    database = open_database(settings, CALL_SECONDS)
    return MaintenanceServices(
        ledger=SupabaseLedger(database),
        queue=open_queue(settings.usage_queue_url, settings.usage_queue_endpoint),
        leases=SupabaseJobLeases(database.postgrest),
    )
