"""Entry of the key upkeep: a schedule calls ``handler`` every ten minutes."""

from __future__ import annotations

import asyncio
import os

from functions.control_plane.api_keys.key_service import open_key_service
from functions.control_plane.api_keys.reconciliation.handler import KeyUpkeepServices, key_upkeep_handler
from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from functions.control_plane.settings import KeyUpkeepSettings
from portal.configuration import read_secrets
from portal.database.connecting import connect_as
from portal.jobs.supabase import SupabaseJobLeases
from portal.observability.levels import set_log_level

read_secrets(os.environ)
_settings = KeyUpkeepSettings()
set_log_level(_settings.log_level)


def _open_services() -> KeyUpkeepServices:
    """Return the collaborators. Their connections stay open as long as the process."""
    database = connect_as(_settings)
    key_admin, _ = open_key_service(_settings)
    return KeyUpkeepServices(
        reconciliation=KeyReconciliation(KeyReconciliationRepository(database), key_admin),
        leases=SupabaseJobLeases(database),
    )


# One event loop for the life of the environment, because pooled connections belong to it.
handler = key_upkeep_handler(_open_services, asyncio.Runner(), _settings.metrics_namespace)
