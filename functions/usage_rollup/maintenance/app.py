"""Entry of the usage maintenance: schedules call ``handler`` every minute and every night."""

from __future__ import annotations

import asyncio
import os

from functions.usage_rollup.maintenance.handler import maintenance_handler
from functions.usage_rollup.settings import MaintenanceSettings
from functions.usage_rollup.wiring import MAINTENANCE_CALL_SECONDS, open_ledger
from portal.configuration import read_secrets

read_secrets(os.environ)
_settings = MaintenanceSettings()
_ledger = open_ledger(_settings, call_seconds=MAINTENANCE_CALL_SECONDS)
handler = maintenance_handler(
    _ledger,
    asyncio.Runner(),
    _settings.metrics_namespace,
    request_log_days=_settings.request_log_days,
    role_token=_settings.role_token,
)
